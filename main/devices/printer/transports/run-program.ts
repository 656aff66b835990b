import { execFile } from 'node:child_process';

/** What a program said; null when it is not there, was not let run, or took too long and was ended. */
export type Said = { readonly ok: boolean; readonly out: string; readonly err: string };

export type RunProgram = (program: string, args: readonly string[]) => Promise<Said | 'missing' | 'too-slow'>;

/** Runs a program of the system, whose words are wanted in English whatever the desktop speaks. */
export function runsProgram(timeoutMs: number, env: NodeJS.ProcessEnv = process.env): RunProgram {
  return (program, args) =>
    new Promise((resolve) => {
      const options = {
        env: { ...env, LC_ALL: 'C' },
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        windowsHide: true,
      } as const;
      execFile(program, [...args], options, (error, out, err) => {
        if (error === null) resolve({ ok: true, out, err });
        else if (error.code === 'ENOENT' || error.code === 'EACCES') resolve('missing');
        else if (error.killed === true) resolve('too-slow');
        else resolve({ ok: false, out, err });
      });
    });
}
