// Speaks the lines of the Windows spooler helper for tests on other systems: `node stand-in-spooler.mjs SCENARIO DIARY`. The scenario says
// what it answers; the diary gets each request, and what the file to print held, as a line of JSON.
import { appendFileSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const scenario = JSON.parse(process.argv[2]);
const diary = process.argv[3];
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\r\n`);
const jobLooks = [...(scenario.jobs ?? [])];
let isCancelled = false;

const answers = {
  list: () => ({ queues: scenario.queues ?? [] }),
  state: ({ queue }) => {
    const found = (scenario.queues ?? []).find(({ name }) => name === queue);
    if (found === undefined) throw { step: 'open', code: 1801 };
    return found;
  },
  print: () => {
    if (scenario.print === 'end') process.exit(9);
    if (scenario.print === 'hang') return null;
    if (scenario.print !== undefined) throw scenario.print;
    return { job: 17, written: 1 };
  },
  job: () => {
    const look = isCancelled
      ? (scenario.afterCancel ?? 'gone')
      : jobLooks.length > 1
        ? jobLooks.shift()
        : jobLooks[0];
    if (look === 'end') process.exit(9);
    return look === 'gone' ? { gone: true, status: 0 } : { gone: false, status: look ?? 0 };
  },
  cancel: () => {
    isCancelled = true;
    return {};
  },
};

if (scenario.noise) process.stdout.write('\ufeffWARNING: a profile said something\r\n');
if (scenario.silent !== true) say({ ready: scenario.ready ?? true });
if (scenario.ready === false) process.exit(3);
createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line);
  const file = request.do === 'print' ? readFileSync(request.file).toString('base64') : undefined;
  appendFileSync(diary, `${JSON.stringify({ ...request, file })}\n`);
  try {
    const fields = answers[request.do](request);
    if (fields !== null) say({ id: request.id, ok: true, ...fields });
  } catch (error) {
    say({
      id: request.id,
      ok: false,
      step: error.step ?? 'helper',
      code: error.code,
      written: error.written ?? 0,
    });
  }
});
