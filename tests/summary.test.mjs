import test from 'node:test';
import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addCoverage, isHandWritten, readJunit, readResults, readTrx, summarize, totalCoverage } from './summary.mjs';

const trx = `<TestRun><Results>
  <UnitTestResult testName="A.Works" outcome="Passed" />
  <UnitTestResult testName="A.Later" outcome="NotExecuted"><Output><ErrorInfo><Message>why</Message></ErrorInfo></Output></UnitTestResult>
  <UnitTestResult testName="A.Breaks(text: &quot;a &gt; b&quot;)" outcome="Failed"><Output><ErrorInfo><Message>1 &lt; 2
second line</Message></ErrorInfo></Output></UnitTestResult>
</Results></TestRun>`;
const cobertura = (hits) => `<coverage><sources><source>/nowhere/</source></sources><packages><package><classes>
  <class name="A" filename="core/A.cs"><methods><method><lines><line number="3" hits="0"/></lines></method></methods>
    <lines><line number="3" hits="${hits[0]}"/><line number="4" hits="${hits[1]}" branch="True"><conditions/></line></lines></class>
  <class name="P" filename="protos/P.cs"><lines><line number="1" hits="0"/></lines></class>
</classes></package></packages></coverage>`;
const coverageOf = (...files) => totalCoverage(files.reduce((map, hits) => addCoverage(map, cobertura(hits), '/nowhere'), new Map()));

test('readTrx: counts outcomes and keeps what failed', () => {
  assert.deepEqual(readTrx(trx), {
    passed: 1, failed: 1, skipped: 1, failures: [{ test: 'A.Breaks(text: "a > b")', message: '1 < 2\nsecond line' }],
  });
});

test('readJunit: counts outcomes', () => {
  const xml = '<testsuites><testcase name="a" time="1"/><testcase name="b"><failure type="x" message="no"></failure></testcase><testcase name="c"><skipped/></testcase></testsuites>';
  assert.deepEqual(readJunit(xml), { passed: 1, failed: 1, skipped: 1, failures: [{ test: 'b', message: 'no' }] });
});

test('coverage: a line that any project hits is covered, and only product code counts', () => {
  const coverage = coverageOf([1, 0], [0, 0]);
  assert.equal(coverage.covered, 1);
  assert.equal(coverage.total, 2);
  assert.deepEqual(coverage.byFile.map((file) => file.path), ['core/A.cs']);
  assert.equal(coverageOf([1, 0], [0, 7]).percent, 100);
});

for (const [path, expected] of [
  ['core/Tasks/A.cs', true], ['tests/Core/A.cs', false], ['protos/A.cs', false], ['artifacts/Embedded/obj/core/A.cs', false],
  ['embedded/Grpc/Internal/A.cs', true], ['core/obj/Debug/A.cs', false], ['functions/Generated/A.cs', false], ['gateway/A.g.cs', false],
]) test(`isHandWritten: ${path} ${expected}`, () => assert.equal(isHandWritten(path), expected));

const project = (counts) => ({ name: 'P', passed: 0, failed: 0, skipped: 0, failures: [], ...counts });
const high = coverageOf([1, 1]);
const low = coverageOf([1, 0]);
for (const [title, counts, coverage, options, good] of [
  ['all passed', { passed: 2 }, high, { scope: 'all', ci: true }, true],
  ['a failure', { passed: 2, failed: 1 }, high, { scope: 'all', ci: false }, false],
  ['a skipped test at home', { passed: 2, skipped: 1 }, high, { scope: 'all', ci: false }, true],
  ['a skipped test in CI', { passed: 2, skipped: 1 }, high, { scope: 'all', ci: true }, false],
  ['low coverage of everything', { passed: 2 }, low, { scope: 'all', ci: false }, false],
  ['low coverage of a part', { passed: 2 }, low, { scope: 'part', ci: true }, true],
  ['coverage not measured', { passed: 2 }, totalCoverage(new Map()), { scope: 'all', ci: false }, false],
]) {
  test(`summarize: ${title}`, () => {
    const summary = summarize({ projects: [project(counts)], coverage }, options);
    assert.equal(summary.good, good);
    assert.equal(summary.lines.at(-1), `${counts.passed} passed, ${counts.failed ?? 0} failed, ${counts.skipped ?? 0} skipped`);
  });
}

test('readResults: a project that crashed counts as a failure', () => {
  const folder = mkdtempSync(join(tmpdir(), 'summary-'));
  try {
    for (const [name, exit] of [['Crashed', '1'], ['Empty', '0']]) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'exit'), exit);
    }
    mkdirSync(join(folder, 'Fine'));
    writeFileSync(join(folder, 'Fine', 'a.trx'), '<UnitTestResult testName="T" outcome="Passed"/>');
    const { projects } = readResults(folder, '/nowhere');
    assert.deepEqual(projects.map(({ name, passed, failed }) => [name, passed, failed]), [['Crashed', 0, 1], ['Empty', 0, 1], ['Fine', 1, 0]]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
