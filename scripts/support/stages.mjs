import { spawn } from 'node:child_process';
import { root } from '../setup/places.mjs';

const atOnce = 2;

/** How a step says that this machine cannot do it; its last line says why. */
export const skippedCode = 77;

/**
 * Runs stages one after the other and the steps of each `atOnce` at a time. A stage runs even when an earlier one
 * failed, except that end-to-end tests are pointless without a build.
 *
 * @typedef {{ name: string, command: readonly string[] }} Step
 * @param {readonly (readonly Step[])[]} stages
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} 0 if all passed, else 1
 */
export async function runStages(stages, env) {
  const startedAt = Date.now();
  const results = [];
  let buildFailed = false;
  for (const stage of stages) {
    if (buildFailed) {
      results.push(...stage.map(({ name }) => ({ name, outcome: 'skipped', durationMs: 0 })));
      continue;
    }
    const waiting = [...stage];
    const worker = async () => {
      for (let step = waiting.shift(); step; step = waiting.shift()) results.push(await runStep(step, env));
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    buildFailed = results.some(({ name, outcome }) => name === 'build' && outcome === 'FAILED');
  }
  const passed = results.every(({ outcome }) => outcome !== 'FAILED');
  print('');
  for (const { name, outcome, durationMs } of results) {
    print(`${outcome.padEnd(8)} ${seconds(durationMs).padStart(8)}  ${name}`);
  }
  const skipped = results.filter(({ outcome }) => outcome === 'skipped').length;
  const verdict = skipped === 0 ? 'all passed' : `passed, ${skipped} skipped`;
  print(`${passed ? verdict : 'FAILED'} in ${seconds(Date.now() - startedAt)}`);
  return passed ? 0 : 1;
}

/** A step's output is held back and shown whole: where two run at once their lines would mix. */
function runStep({ name, command: [program, ...args] }, env) {
  const startedAt = Date.now();
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...env, NO_COLOR: '1', FORCE_COLOR: undefined },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => {
      output += error.message;
    });
    child.on('close', (code) => {
      const outcome = code === 0 ? 'passed' : code === skippedCode ? 'skipped' : 'FAILED';
      const durationMs = Date.now() - startedAt;
      print(`${outcome} ${name} (${seconds(durationMs)})`);
      if (outcome === 'skipped') print(`    ${output.trimEnd().split('\n').at(-1)}`);
      else if (code !== 0) print(output.trimEnd().replaceAll(/^/gm, '    '));
      else if (name.includes('test')) print(summaryLines(output));
      resolve({ name, outcome, durationMs });
    });
  });
}

function summaryLines(output) {
  return output
    .split('\n')
    .filter((line) => /Test Files|Tests |^\d+ passed, \d+ failed|^measured /.test(line))
    .map((line) => `    ${line.trim()}`)
    .join('\n');
}

function seconds(durationMs) {
  return `${(durationMs / 1000).toFixed(1)} s`;
}

function print(line) {
  process.stdout.write(`${line}\n`);
}
