// Reads what ./test left (trx, junit, cobertura, exit codes) and prints one summary.
// node tests/summary.mjs <results folder> [--scope all|part]
import { readFileSync, readdirSync, existsSync, realpathSync } from 'node:fs';
import { join, resolve, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

export const coverageBar = 80;
const productFolders = ['cli', 'core', 'database', 'embedded', 'functions', 'gateway'];

const entities = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
const unescape = (text) => text.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name) =>
  name[0] !== '#' ? (entities[name] ?? whole)
    : String.fromCodePoint(name[1] === 'x' ? parseInt(name.slice(2), 16) : parseInt(name.slice(1), 10)));

/** The start tags of an XML text in order, each with its attributes and the position after it. */
export function* tags(xml) {
  for (const match of xml.matchAll(/<([A-Za-z][\w.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>/g)) {
    const attributes = {};
    for (const pair of match[2].matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) attributes[pair[1]] = unescape(pair[2] ?? pair[3]);
    yield { name: match[1], attributes, end: match.index + match[0].length, empty: match[3] === '/' };
  }
}

/** Outcome and failures of one trx file. */
export function readTrx(xml) {
  const result = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const tag of tags(xml)) {
    if (tag.name !== 'UnitTestResult') continue;
    const outcome = tag.attributes.outcome;
    if (outcome === 'Passed') result.passed++;
    else if (outcome === 'NotExecuted') result.skipped++;
    else {
      result.failed++;
      const message = tag.empty ? '' : /<Message>([\s\S]*?)<\/Message>/.exec(xml.slice(tag.end, xml.indexOf('</UnitTestResult>', tag.end)))?.[1] ?? '';
      result.failures.push({ test: tag.attributes.testName, message: unescape(message).trim() });
    }
  }
  return result;
}

/** Outcome and failures of one junit file, as node --test writes it. */
export function readJunit(xml) {
  const result = { passed: 0, failed: 0, skipped: 0, failures: [] };
  for (const tag of tags(xml)) {
    if (tag.name !== 'testcase') continue;
    const body = tag.empty ? '' : xml.slice(tag.end, xml.indexOf('</testcase>', tag.end));
    if (/<skipped/.test(body)) result.skipped++;
    else if (/<failure/.test(body)) {
      result.failed++;
      result.failures.push({ test: tag.attributes.name, message: unescape(/<failure[^>]*message="([^"]*)"/.exec(body)?.[1] ?? '') });
    } else result.passed++;
  }
  return result;
}

/** Adds a cobertura file's lines to `files`: path below the root -> line -> most hits seen. Only hand-written product code counts. */
export function addCoverage(files, xml, root) {
  const sources = [...xml.matchAll(/<source>([^<]*)<\/source>/g)].map((match) => unescape(match[1]));
  let lines = null;
  for (const tag of tags(xml)) {
    if (tag.name === 'class') {
      const path = locate(tag.attributes.filename, sources, root);
      lines = path === null ? null : files.get(path) ?? files.set(path, new Map()).get(path);
    } else if (tag.name === 'line' && lines) {
      const number = Number(tag.attributes.number);
      lines.set(number, Math.max(lines.get(number) ?? 0, Number(tag.attributes.hits)));
    }
  }
  return files;
}

function locate(fileName, sources, root) {
  const candidates = [fileName, ...sources.map((source) => join(source, fileName)), join(root, fileName)];
  const found = candidates.map((path) => resolve(root, path)).find((path) => existsSync(path));
  const path = relative(root, found ?? resolve(root, fileName)).split(sep).join('/');
  return isHandWritten(path) ? path : null;
}

export function isHandWritten(path) {
  return productFolders.includes(path.split('/')[0]) && !/(^|\/)(obj|bin|artifacts|Generated)\//.test(path) && !/\.(g|generated|designer)\.cs$/i.test(path);
}

/** Covered and coverable lines, in total and by file, the file with most uncovered lines first. */
export function totalCoverage(files) {
  const byFile = [...files].map(([path, lines]) => {
    const covered = [...lines.values()].filter((hits) => hits > 0).length;
    return { path, covered, total: lines.size, uncovered: lines.size - covered };
  }).sort((left, right) => right.uncovered - left.uncovered || left.path.localeCompare(right.path));
  const covered = byFile.reduce((sum, file) => sum + file.covered, 0);
  const total = byFile.reduce((sum, file) => sum + file.total, 0);
  return { covered, total, percent: total === 0 ? 0 : (100 * covered) / total, byFile };
}

/** Everything under a results folder: a folder per project. A filter may leave a project without tests; a whole run may not. */
export function readResults(folder, root, { scope = 'all' } = {}) {
  const files = new Map();
  const projects = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => {
    const project = { name: entry.name, passed: 0, failed: 0, skipped: 0, failures: [] };
    for (const path of readdirSync(join(folder, entry.name), { recursive: true }).map(String)) {
      const read = path.endsWith('.trx') ? readTrx : path.endsWith('junit.xml') ? readJunit : null;
      const text = read || path.endsWith('cobertura.xml') ? readFileSync(join(folder, entry.name, path), 'utf8') : '';
      if (read) {
        const part = read(text);
        for (const key of ['passed', 'failed', 'skipped']) project[key] += part[key];
        project.failures.push(...part.failures);
      } else if (text) addCoverage(files, text, root);
    }
    const exitFile = join(folder, entry.name, 'exit');
    const exit = existsSync(exitFile) ? Number(readFileSync(exitFile, 'utf8')) : 0;
    const ran = project.passed + project.failed + project.skipped;
    if (project.failed === 0 && (exit !== 0 || (ran === 0 && scope === 'all'))) {
      project.failed++;
      project.failures.push({ test: project.name, message: `The run did not finish (exit code ${exit}, ${ran} results): ${join(folder, entry.name, 'log.txt')}` });
    }
    return project;
  });
  return { projects: projects.sort((left, right) => left.name.localeCompare(right.name)), coverage: totalCoverage(files) };
}

/** The summary's lines, and whether it is good. The last line is always "N passed, N failed, N skipped". */
export function summarize({ projects, coverage }, { scope, ci }) {
  const lines = [];
  const sum = (key) => projects.reduce((total, project) => total + project[key], 0);
  const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(sum);
  for (const project of projects) {
    for (const failure of project.failures) lines.push('', `FAILED ${failure.test}`, ...failure.message.split('\n').slice(0, 15).map((line) => `  ${line}`));
  }
  lines.push('');
  for (const project of projects) {
    lines.push(`${project.failed ? 'FAIL' : 'ok  '} ${project.name.padEnd(48)} ${project.passed} passed, ${project.failed} failed, ${project.skipped} skipped`);
  }
  const problems = failed > 0 ? ['failed tests'] : [];
  if (coverage.total > 0) {
    const low = coverage.percent < coverageBar;
    const judged = scope === 'all' ? `, at least ${coverageBar} % wanted` : ', not judged: only a part ran';
    lines.push('', `Line coverage ${coverage.percent.toFixed(1)} % (${coverage.covered} of ${coverage.total} hand-written lines${judged})`);
    if (low && scope === 'all') {
      problems.push('line coverage');
      lines.push('Most uncovered lines:', ...coverage.byFile.slice(0, 15).map((file) => `  ${String(file.uncovered).padStart(5)} of ${String(file.total).padStart(5)}  ${file.path}`));
    }
  } else if (scope === 'all') {
    problems.push('line coverage');
    lines.push('', 'Line coverage was not measured.');
  }
  if (ci && skipped > 0) problems.push('skipped tests, of which CI allows none');
  lines.push('');
  if (problems.length) lines.push(`Not good: ${problems.join('; ')}`);
  lines.push(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return { lines, good: problems.length === 0 };
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  const [folder, , scope = 'all'] = process.argv.slice(2);
  const summary = summarize(readResults(folder, process.cwd(), { scope }), { scope, ci: process.env.CI === 'true' });
  process.stdout.write(summary.lines.join('\n') + '\n');
  process.exitCode = summary.good ? 0 : 1;
}
