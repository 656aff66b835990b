// Runs a command with a display: the desktop's own, or a private virtual one that ends with the command.
import { commandLine, runInForeground, spawnDaemon, stop } from './support/child.mjs';

const startTimeoutMs = 15_000;

const command = commandLine('with-display.mjs');
if (process.platform !== 'linux' || process.env.DISPLAY) {
  process.exitCode = await runInForeground(command, process.env);
} else {
  const { server, display } = await startServer();
  try {
    process.exitCode = await runInForeground(command, { ...process.env, DISPLAY: display });
  } finally {
    await stop(server);
  }
}

/** Xvfb picks a free display itself and writes its number to fd 3 once it accepts clients. */
function startServer() {
  return new Promise((resolve, reject) => {
    const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', '-noreset'];
    const server = spawnDaemon('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
    let errors = '';
    let number = '';
    const fail = (reason) => {
      server.kill('SIGKILL');
      reject(new Error(`Xvfb ${reason}. Run: npm run setup\n${errors}`));
    };
    const timer = setTimeout(() => fail('did not start'), startTimeoutMs);
    server.stderr.setEncoding('utf8').on('data', (text) => {
      errors = (errors + text).slice(-2000);
    });
    server.once('error', (error) => fail(error.message));
    server.once('exit', () => fail('ended at once'));
    server.stdio[3].setEncoding('utf8').on('data', (text) => {
      number += text;
      if (!number.endsWith('\n')) return;
      clearTimeout(timer);
      server.removeAllListeners('exit');
      resolve({ server, display: `:${number.trim()}` });
    });
  });
}
