"""Reads GraphML as networkx does and says what it found; without networkx nothing is said wrong.

usage: graphml.py FILE NODES EDGES
"""

import sys


def main(path, nodes, edges):
    try:
        import networkx
    except ImportError:
        return None
    graph = networkx.read_graphml(path)
    assert graph.is_directed()
    assert len(graph) == int(nodes), len(graph)
    assert graph.size() == int(edges), graph.size()
    for name, data in graph.nodes(data=True):
        assert name, data
        assert isinstance(data["label"], str) and isinstance(data["count"], int), data
        assert data["class"] in ("actor", "organization", "place", "event", "article"), data
    for source, target, data in graph.edges(data=True):
        assert isinstance(data["relation"], str) and isinstance(data["count"], int), data
        assert data["hedged"] in (True, False) and data["answered"] in (True, False), data
        assert data["directed"] is (data["relation"] != "meets"), data
    return None


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
