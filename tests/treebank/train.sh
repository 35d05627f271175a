#!/bin/sh
# make train-parser: importers/languages/en/parser.bin and build/train-parser/vi.bin (see README.md),
# from the folder of treebanks and the articles named. About half an hour; each language's log, with what it reaches on the treebank's
# test, is in build/train-parser/.
set -e
banks=$1
articles=$2
train=build/tests/train-parser
work=build/train-parser
mkdir -p $work

nice $train en importers/languages/en/parser.bin teachers=3 teacher_epochs=8 epochs=7 silver=18 \
    drop_in=0.12 drop_view=0.25 drop_hidden=0.12 "$banks/en_ewt-ud-train.conllu.gz" \
    "$banks/en_ewt-ud-dev.conllu.gz" "$articles" -- "$banks/en_ewt-ud-test.conllu.gz" >$work/en.log

# Vietnamese: the teachers are told words and tags, which pyvi (MIT) finds; the pupil is not.
test -d $work/venv || { python3 -m venv $work/venv && $work/venv/bin/pip -q install pyvi; }
$train vi --words "$banks/vi_vtb-ud-train.conllu.gz" "$banks/vi_vtb-ud-dev.conllu.gz" \
    "$articles" >$work/words
nice $work/venv/bin/python tests/treebank/segment.py <$work/words >$work/marks
nice $train vi $work/vi.bin marks=$work/marks teachers=5 teacher_epochs=14 \
    epochs=8 times=3 silver=18 drop_in=0.2 drop_view=0.3 drop_word=1 drop_hidden=0.2 \
    "$banks/vi_vtb-ud-train.conllu.gz" "$banks/vi_vtb-ud-dev.conllu.gz" "$articles" \
    -- "$banks/vi_vtb-ud-test.conllu.gz" >$work/vi.log
