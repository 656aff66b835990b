import type { Clock } from './clock.ts';
import type { Command } from './commands.ts';
import { createHead } from './head.ts';
import { createIntake } from './intake.ts';
import type { Model } from './models.ts';
import { createPaper, type Paper, type Strip } from './paper.ts';
import type { Plans } from './plans.ts';
import { createReactions } from './reactions.ts';
import { createRealTimeScanner } from './real-time.ts';
import { createSensors, type DrawerWiring, type Sensors } from './sensors.ts';
import { isOffline } from './status.ts';

export type MachineParts = {
  readonly model: Model;
  readonly clock: Clock;
  readonly plans: Plans;
  /** Prints at once instead of at the model's speed. */
  readonly isInstant: boolean;
  /** Letters are a failure where only pictures are meant to be sent. */
  readonly takesText: boolean;
  readonly drawer: DrawerWiring;
  /** To whoever is on the line. */
  readonly answer: (bytes: readonly number[]) => void;
  readonly breakLine: () => void;
  /** Something may be different now: room, an end, a sensor. */
  readonly happened: () => void;
  readonly note: (text: string) => void;
  readonly printed: (command: Command) => void;
  readonly cut: (strip: Strip) => void;
};

export type Failure = { readonly atByte: number; readonly line: number; readonly message: string };

export type Machine = {
  readonly sensors: Sensors;
  readonly paper: Paper;
  readonly failures: readonly Failure[];
  /** Bytes it would take now. */
  readonly room: () => number;
  readonly taken: () => number;
  readonly held: () => number;
  readonly isFull: () => boolean;
  readonly stray: () => number;
  readonly take: (bytes: Uint8Array) => void;
  readonly lineBegins: (line: number) => void;
  readonly lineEnds: (line: number) => void;
  /** Whether all that came by this line was worked off. */
  readonly isDone: (line: number) => boolean;
  readonly isOn: () => boolean;
  readonly switchOff: () => void;
  readonly switchOn: () => void;
  /** Prints so many times slower. */
  readonly setSlowness: (times: number) => void;
};

/** Work is done in pieces of so much paper time. */
const pieceMs = 8;
const dotsPerMm = 8;

/** The printer behind its network side: a buffer, a head that works it off, sensors, a drawer. */
export function createMachine(parts: MachineParts): Machine {
  const { model, plans, note } = parts;
  const paper = createPaper(model.dots);
  const head = createHead(model, paper);
  const intake = createIntake(model, (bytes) => note(`a torn command is forgotten, ${bytes} bytes of it`));
  const failures: Failure[] = [];
  let isOn = true;
  let slowness = 1;
  let line = 0;
  /** The line whose rows are being printed. */
  let printingFor = 0;
  let isWorking = false;
  let stopWaiting: (() => void) | null = null;
  let scan = createRealTimeScanner();

  const work = (): void => {
    isWorking = true;
    stopWaiting = null;
    let owedMs = 0;
    while (isOn && !isOffline(sensors.health()) && owedMs < pieceMs) {
      const before = paper.rows();
      if (!step()) break;
      const mm = (paper.rows() - before) / dotsPerMm;
      if (!parts.isInstant) owedMs += (mm * 1000 * slowness) / model.mmPerSecond;
    }
    if (owedMs > 0 && isOn) stopWaiting = parts.clock.after(owedMs, work);
    isWorking = false;
    parts.happened();
  };
  const kick = (): void => {
    if (isWorking || stopWaiting !== null) return;
    if (isOn) work();
    else parts.happened();
  };
  const sensors: Sensors = createSensors(parts.drawer, () => {
    reactions.changed();
    kick();
  });
  const reactions = createReactions({
    model,
    plans,
    sensors: () => sensors,
    answer: parts.answer,
    emptyBuffers: intake.clear,
    note,
  });

  /** False when there is nothing whole to be done. */
  const step = (): boolean => {
    const at = intake.taken() - intake.held();
    try {
      const read = intake.next(line);
      if (read === null) return false;
      if (read.line !== printingFor) paper.mark('line', read.line);
      printingFor = read.line;
      obey(read.command);
      return true;
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      failures.push({ atByte: at, line: printingFor, message });
      note(`FAILURE at byte ${at}: ${message}`);
      intake.clear();
      parts.breakLine();
      return false;
    }
  };
  const obey = (command: Command): void => {
    if (command.kind === 'text' && !parts.takesText) throw new Error('letters, where only pictures are sent');
    const before = paper.rows();
    reactions.to(command, printingFor);
    const remark = head.print(command);
    if (remark !== null) note(remark);
    parts.printed(command);
    const rows = paper.rows() - before;
    if (rows > 0) {
      sensors.use(rows);
      plans.reach('row', rows);
    }
    if (command.kind !== 'cut' || !isOn) return;
    parts.cut(paper.cut(command.how, command.feeds));
    plans.reach('cut');
  };

  return {
    sensors,
    paper,
    failures,
    room: () => (isOn ? Math.min(intake.room(), plans.bytesLeft()) : 0),
    taken: intake.taken,
    held: intake.held,
    isFull: () => intake.held() >= model.bufferBytes,
    stray: intake.stray,
    isDone: intake.isDone,
    take: (bytes) => {
      let put = 0;
      for (const { command, end } of scan(bytes)) {
        intake.put(bytes.subarray(put, end));
        put = end;
        reactions.atOnce(command, line);
      }
      intake.put(bytes.subarray(put));
      plans.reach('byte', bytes.length);
      kick();
    },
    lineBegins: (number) => {
      line = number;
      scan = createRealTimeScanner();
    },
    lineEnds: (number) => {
      intake.close(number);
      kick();
    },
    isOn: () => isOn,
    switchOff: () => {
      isOn = false;
      stopWaiting?.();
      stopWaiting = null;
      intake.clear();
      head.reset();
      reactions.reset();
      paper.mark('power-off', printingFor);
      sensors.setError(null);
    },
    switchOn: () => {
      isOn = true;
      printingFor = 0;
    },
    setSlowness: (times) => {
      slowness = times;
    },
  };
}
