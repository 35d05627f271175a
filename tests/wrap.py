#!/usr/bin/env python3
"""wrap.py FILE.c FILE.h…: brings comments that are wider than 100 columns within them (make format).

clang-format leaves comments alone (.clang-format), as it would fill examples and lists too. Here only a
comment with a line that is too long is filled: its paragraphs, and list items with a hanging indent;
other indented lines stay. A comment too long behind code moves above it."""
import re
import sys
import textwrap

WIDTH = 100


def fill(text, width, first, rest):
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest,
                         break_long_words=False, break_on_hyphens=False)


def indent_of(line):
    return len(line) - len(line.lstrip())


def strip_frame(block, indent):
    """The text of a comment without its frame; whether its end stands on a line of its own."""
    lines = []
    for i, line in enumerate(block):
        line = line.rstrip()
        if i == 0:
            line = re.sub(r"^/\* ?", "", line.strip())
        else:
            line = line[len(indent):] if line.startswith(indent) else line.lstrip()
            if line.strip() != "*/":
                line = re.sub(r"^ \*(?!/) ?|^   ?", "", line)
        lines.append(line)
    if lines[-1].strip() == "*/":
        return lines[:-1], True
    lines[-1] = re.sub(r"\s*\*/$", "", lines[-1])
    return lines, False


def rewrap(block, indent):
    lines, framed = strip_frame(block, indent)
    width, out, i = WIDTH - len(indent) - 3, [], 0
    while i < len(lines):
        line, end = lines[i], i + 1
        if not line.strip():
            out.append("")
        elif not line.startswith(" "):
            while end < len(lines) and lines[end].strip() and not lines[end].startswith("  "):
                end += 1
            out += fill(" ".join(part.strip() for part in lines[i:end]), width, "", "")
        else:
            hang = None
            while end < len(lines) and indent_of(lines[end]) > indent_of(line) and \
                    hang in (None, indent_of(lines[end])):
                hang = indent_of(lines[end])
                end += 1
            label = re.match(r"\s*\S+(?: \S+)*?\s{2,}", line)
            hang = hang or (label.end() if label else indent_of(line))
            if all(len(part) <= width for part in lines[i:end]):
                out += lines[i:end]
            else:
                first = line[:hang] if label and label.end() == hang else " " * indent_of(line)
                text = [line[len(first):]] + [part.strip() for part in lines[i + 1:end]]
                out += fill(" ".join(text), width, first, " " * hang)
        i = end
    if not framed and len(out[-1]) + 3 > width:
        out[-1:] = fill(out[-1], width - 3, "", " " * indent_of(out[-1]))
    out = [(indent + (" * " if i else "/* ") + line).rstrip() for i, line in enumerate(out)]
    return out + [indent + " */"] if framed else out[:-1] + [out[-1] + " */"]


def wrap(source):
    out, i = [], 0
    while i < len(source):
        line, end = source[i], i + 1
        behind = re.match(r"^(\s*)([^\s/*].*?)\s*/\* (.*) \*/$", line)
        if line.lstrip().startswith("/*"):
            while "*/" not in source[end - 1]:
                end += 1
            block = source[i:end]
            alone = block[-1].rstrip().endswith("*/") and block[-1].count("*/") == 1
            long = any(len(part) > WIDTH for part in block)
            out += rewrap(block, line[:indent_of(line)]) if alone and long else block
        elif len(line) > WIDTH and behind and "/*" not in behind[2]:
            out += rewrap([f"{behind[1]}/* {behind[3]} */"], behind[1]) + [behind[1] + behind[2]]
        else:
            out.append(line)
        i = end
    return out


for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        before = file.read()
    after = "\n".join(wrap(before.split("\n")))
    if after != before:
        with open(path, "w", encoding="utf-8") as file:
            file.write(after)
