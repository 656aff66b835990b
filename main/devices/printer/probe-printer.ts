import { knownModel } from '../../../domain/printing/models.ts';
import { type PrinterProfile, type ProbeStep, plainProfile } from '../../../domain/printing/printer.ts';
import { type AskOptions, askAll, replyOf } from './ask-printer.ts';
import { fence, infoRequest, processIdRequest } from './escpos-commands.ts';
import { openLine, type PrinterLine } from './printer-line.ts';
import type { BlockReason } from './transport.ts';

const allRequests = 4;
const blankJob = 'PRBE';

/**
 * Finds out what a printer answers before it gets its first job: the status requests, its name, the fence, and the sign that paper is
 * out, which is asked of a job without content. A printer that keeps silent is left alone: it might print what it does not know.
 */
export async function probeNetworkPrinter(
  address: { readonly host: string; readonly port: number },
  report: (step: ProbeStep) => void,
  options: AskOptions = {},
): Promise<{ readonly profile: PrinterProfile; readonly trouble: BlockReason | null } | null> {
  const patienceMs = options.answerTimeoutMs ?? 800;
  report('connect');
  const line = await openLine(address.host, address.port, options.connectTimeoutMs ?? 3_000, undefined);
  return line === null ? null : await probeOver(line, report, patienceMs);
}

/** The same over a line that is open; it is closed afterwards. */
export async function probeOver(
  line: PrinterLine,
  report: (step: ProbeStep) => void,
  patienceMs = 800,
): Promise<{ readonly profile: PrinterProfile; readonly trouble: BlockReason | null }> {
  try {
    report('status');
    const { trouble, answered } = await askAll(line, patienceMs);
    if (answered.length === 0) return { profile: silentProfile, trouble };
    report('model');
    const make = await infoOf(line, 66, patienceMs);
    const model = await infoOf(line, 67, patienceMs);
    return {
      profile: {
        ...plainProfile,
        ...(model === null ? null : knownModel(model)),
        make,
        model,
        answers: answered.length === allRequests ? 'all' : 'some',
        // A printer that stands still works off nothing, so there is no sign to wait for: the one most printers give is assumed.
        confirms: trouble === null ? await signOf(line, patienceMs, report) : 'fence',
      },
      trouble,
    };
  } finally {
    line.reset();
  }
}

const silentProfile: PrinterProfile = { ...plainProfile, answers: 'none', confirms: 'close' };

async function infoOf(line: PrinterLine, what: 66 | 67, patienceMs: number): Promise<string | null> {
  line.write(Uint8Array.from(infoRequest(what)));
  const reply = await replyOf(line, 'info', patienceMs);
  if (reply === null || reply === 'gone') return null;
  const text = reply.text.replace(/[^\x20-\x7e]/g, '').trim();
  return text === '' ? null : text.slice(0, 60);
}

async function signOf(
  line: PrinterLine,
  patienceMs: number,
  report: (step: ProbeStep) => void,
): Promise<PrinterProfile['confirms']> {
  report('fence');
  line.write(Uint8Array.from(fence));
  const fenced = await replyOf(line, 'fence', patienceMs);
  if (fenced === null || fenced === 'gone') return 'close';
  report('process-id');
  line.write(Uint8Array.from(processIdRequest(blankJob)));
  const named = await replyOf(line, 'process-id', patienceMs);
  return named !== null && named !== 'gone' && named.id === blankJob ? 'process-id' : 'fence';
}
