import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';

/**
 * Starts PowerShell with the helper's script, as a block of code: machines of a chain often forbid script files. Where they forbid a
 * script to make types too, that is said before anything else.
 */
export function startSpooler(scriptPath: string): ChildProcessWithoutNullStreams {
  const options = ['-NoLogo', '-NoProfile', '-NonInteractive', '-InputFormat', 'None'];
  return spawn('powershell.exe', [...options, '-EncodedCommand', encoded(bootstrap(scriptPath))], {
    windowsHide: true,
    stdio: 'pipe',
  });
}

function bootstrap(path: string): string {
  const quoted = `'${path.replace(/['\u2018\u2019]/g, '$&$&')}'`;
  return [
    "if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {",
    `  Write-Output '{"ready":false,"reason":"constrained"}'`,
    '  exit 3',
    '}',
    `& ([ScriptBlock]::Create([IO.File]::ReadAllText(${quoted}, [Text.Encoding]::UTF8)))`,
  ].join('\n');
}

/** As -EncodedCommand wants it: UTF-16, little end first, in base64. */
function encoded(command: string): string {
  return Buffer.from(command, 'utf16le').toString('base64');
}
