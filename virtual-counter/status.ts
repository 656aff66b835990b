/** All that can be asked of a printer, whatever the question. */
export type Health = {
  readonly coverOpen: boolean;
  readonly paper: 'there' | 'near-end' | 'out';
  readonly error: ErrorKind | null;
  readonly drawerPinHigh: boolean;
};

/** A stuck cutter waits for somebody; a hot head cools down by itself; what can't be mended needs the switch. */
export type ErrorKind = 'cutter' | 'recoverable' | 'unrecoverable' | 'hot';

export function isOffline({ coverOpen, paper, error }: Health): boolean {
  return coverOpen || paper === 'out' || error !== null;
}

const bit = (condition: boolean, mask: number): number => (condition ? mask : 0);

const waits = (error: ErrorKind | null): boolean => error === 'cutter' || error === 'recoverable';

/** The byte DLE EOT `request` is answered with (hardware notes 2.2). */
export function statusByte(request: number, health: Health): number {
  const { coverOpen, paper, error } = health;
  const fixed = 0x12;
  switch (request) {
    case 1:
      return fixed | bit(health.drawerPinHigh, 0x04) | bit(isOffline(health), 0x08) | bit(waits(error), 0x20);
    case 2:
      return fixed | bit(coverOpen, 0x04) | bit(paper === 'out', 0x20) | bit(error !== null, 0x40);
    case 3:
      return (
        fixed |
        bit(error === 'recoverable', 0x04) |
        bit(error === 'cutter', 0x08) |
        bit(error === 'unrecoverable', 0x20) |
        bit(error === 'hot', 0x40)
      );
    default:
      return fixed | bit(paper !== 'there', 0x0c) | bit(paper === 'out', 0x60);
  }
}

/** The four bytes of automatic status (hardware notes 2.2). */
export function changeBytes(health: Health): readonly [number, number, number, number] {
  const { coverOpen, paper, error } = health;
  return [
    0x10 | bit(health.drawerPinHigh, 0x04) | bit(isOffline(health), 0x08) | bit(coverOpen, 0x20),
    bit(waits(error), 0x01) |
      bit(error === 'cutter', 0x08) |
      bit(error === 'unrecoverable', 0x20) |
      bit(error === 'hot', 0x40),
    bit(paper !== 'there', 0x03) | bit(paper === 'out', 0x0c),
    0x0f,
  ];
}

/** Which of the four bytes' news GS a asked for: 1 drawer, 2 online, 4 error, 8 paper. */
export function newsFor(mask: number, health: Health): string {
  const parts = [
    bit((mask & 0x01) !== 0 && health.drawerPinHigh, 1),
    (mask & 0x02) !== 0 && [isOffline(health), health.coverOpen],
    (mask & 0x04) !== 0 && health.error,
    (mask & 0x08) !== 0 && health.paper,
  ];
  return JSON.stringify(parts);
}

/** GS r 1 and GS r 2. */
export function fenceByte(about: 'paper' | 'drawer', health: Health): number {
  if (about === 'drawer') return bit(health.drawerPinHigh, 0x01);
  return bit(health.paper !== 'there', 0x03) | bit(health.paper === 'out', 0x0c);
}

const blockEnd = 0x00;

export function processIdBlock(id: readonly number[]): readonly number[] {
  return [0x37, 0x22, ...id, blockEnd];
}

/** DLE DC4 8 is confirmed. */
export const clearedBlock: readonly number[] = [0x37, 0x25, blockEnd];

type Identity = { readonly maker: string; readonly name: string; readonly firmware: string };

/** GS I: one byte for the old questions, a named block for the others; null for what is no question. */
export function identityAnswer(about: number, identity: Identity): readonly number[] | null {
  const oneByte = [0x20, 0x02, 0x01][(about >= 0x30 ? about - 0x30 : about) - 1];
  if (about <= 0x33) return oneByte === undefined ? null : [oneByte];
  const words: Readonly<Record<number, string>> = {
    65: identity.firmware,
    66: identity.maker,
    67: identity.name,
    68: 'VC00000001',
  };
  const text = words[about];
  return text === undefined ? null : [0x5f, ...Buffer.from(text, 'latin1'), blockEnd];
}
