import { statusRequest } from './escpos-commands.ts';
import { openLine, type PrinterLine } from './printer-line.ts';
import { type PrinterReply, type StatusRequest, troubleOf } from './printer-replies.ts';
import type { BlockReason } from './transport.ts';

export type AskOptions = { readonly connectTimeoutMs?: number; readonly answerTimeoutMs?: number };

export type NetworkPrinterAnswer = {
  readonly trouble: BlockReason | null;
  readonly answered: readonly StatusRequest[];
  readonly drawerLevel: 'high' | 'low' | null;
};

const drawerBit = 0x04;

/** How a printer is, asked between jobs on a line of its own. */
export async function askNetworkPrinter(
  host: string,
  port: number,
  options: AskOptions = {},
): Promise<NetworkPrinterAnswer> {
  const line = await openLine(host, port, options.connectTimeoutMs ?? 1_500, undefined);
  if (line === null) return { trouble: 'unreachable', answered: [], drawerLevel: null };
  try {
    return await askAll(line, options.answerTimeoutMs ?? 500);
  } finally {
    line.reset();
  }
}

/** All four status requests. A printer that keeps silent at the first two is not asked the others. */
export async function askAll(line: PrinterLine, answerTimeoutMs = 500): Promise<NetworkPrinterAnswer> {
  const answered: StatusRequest[] = [];
  const troubles: BlockReason[] = [];
  let drawerLevel: 'high' | 'low' | null = null;
  for (const request of [1, 4, 2, 3] as const) {
    if (request === 2 && answered.length === 0) break;
    line.write(Uint8Array.from(statusRequest(request)));
    const reply = await replyOf(line, 'status', answerTimeoutMs);
    if (reply === 'gone') return { trouble: 'unreachable', answered, drawerLevel };
    if (reply === null) continue;
    answered.push(request);
    if (request === 1) drawerLevel = (reply.byte & drawerBit) === 0 ? 'low' : 'high';
    const trouble = troubleOf(request, reply.byte);
    if (trouble !== null) troubles.push(trouble);
  }
  return { trouble: mostTelling(troubles), answered, drawerLevel };
}

/** The next reply of a kind; others are passed over. */
export async function replyOf<K extends PrinterReply['kind']>(
  line: PrinterLine,
  kind: K,
  timeoutMs: number,
): Promise<Extract<PrinterReply, { readonly kind: K }> | 'gone' | null> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const reply = await line.next(Math.max(until - performance.now(), 0));
    if (reply.kind === kind) return reply as Extract<PrinterReply, { readonly kind: K }>;
    if (reply.kind === 'closed' || reply.kind === 'broken') return 'gone';
    if (reply.kind === 'timeout') return null;
  }
}

/** That a printer is offline is only worth telling when it does not say why. */
function mostTelling(troubles: readonly BlockReason[]): BlockReason | null {
  return troubles.find((trouble) => trouble !== 'offline' && trouble !== 'error') ?? troubles[0] ?? null;
}
