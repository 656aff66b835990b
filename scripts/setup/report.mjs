/** A failure whose last line tells the user the one thing to do about it. */
export class SetupError extends Error {
  /**
   * @param {string} what what went wrong
   * @param {string} remedy the one thing to do, as an order
   */
  constructor(what, remedy) {
    super(what);
    this.remedy = remedy;
  }
}

/** One progress line. It goes to stderr: commands that run set-up first keep stdout for their own answer. */
export function say(line) {
  process.stderr.write(`quay: ${line}\n`);
}

/** Announces a step, runs it, and says how long it took. */
export async function step(name, work) {
  say(`${name} …`);
  const startedAt = Date.now();
  const result = await work();
  say(`${name}: done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
}
