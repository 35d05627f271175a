// wink.js FILE.jsonl LANGUAGE: how fast wink-nlp finds the named entities of the articles in a
// language. The second pass counts: the first warms the compiler.
const fs = require('fs');
const wink = require('wink-nlp');
const model = require('wink-eng-lite-web-model');

const [file, language] = process.argv.slice(2);
const texts = fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line))
    .filter(article => article.language === language)
    .map(article => `${article.title || ''}\n\n${article.text}`);
const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
const nlp = wink(model, ['sbd', 'pos', 'ner']);
const its = nlp.its;

function pass() {
    const before = process.cpuUsage();
    let found = 0;
    for (const text of texts)
        found += nlp.readDoc(text).entities().out(its.detail).length;
    const used = process.cpuUsage(before);
    return [(used.user + used.system) / 1e6, found];
}

pass();
const [seconds, found] = pass();
console.log(`wink-nlp: ${(bytes / 1e6 / seconds).toFixed(2)} MB/s, ` +
    `${(texts.length / seconds).toFixed(0)} articles/s (${found} entities)`);
