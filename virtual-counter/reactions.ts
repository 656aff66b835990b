import { type Command, inWords, type RealTimeCommand } from './commands.ts';
import type { Model } from './models.ts';
import type { Plans } from './plans.ts';
import type { Sensors } from './sensors.ts';
import {
  changeBytes,
  clearedBlock,
  fenceByte,
  identityAnswer,
  newsFor,
  processIdBlock,
  statusByte,
} from './status.ts';

export type Reactions = {
  /**
   * What a command makes happen besides paper.
   * @throws Error for what this model does not know
   */
  readonly to: (command: Command, line: number) => void;
  /** What is acted on as it comes in. */
  readonly atOnce: (command: RealTimeCommand, line: number) => void;
  /** Something changed: whoever switched automatic status on is told. */
  readonly changed: () => void;
  /** Back to how it is after the switch or ESC @. */
  readonly reset: () => void;
};

/** Answers, pulses and refusals of one model. */
export function createReactions(parts: {
  readonly model: Model;
  readonly plans: Plans;
  readonly sensors: () => Sensors;
  readonly answer: (bytes: readonly number[]) => void;
  readonly emptyBuffers: () => void;
  readonly note: (text: string) => void;
}): Reactions {
  const { model, plans, answer } = parts;
  let statusMask = 0;
  let lastNews = '';
  let pulsesAllowed = true;
  const health = () => parts.sensors().health();
  const tell = () => {
    lastNews = newsFor(statusMask, health());
    if (statusMask !== 0) answer(changeBytes(health()));
  };
  const reset = () => {
    statusMask = 0;
    pulsesAllowed = true;
  };
  const pulse = (pin: 2 | 5, line: number) => {
    parts.note(`drawer pulse ${parts.sensors().pulses.length + 1}, pin ${pin}`);
    parts.sensors().pulse(pin, line);
  };
  /** `GS ( …` on a model without it: printed as garbage, or passed over. */
  const knowsBlock = (command: Command): boolean => {
    if (model.functionBlocks === 'unknown') throw new Error(`unknown command ${inWords(command)}`);
    return model.functionBlocks === 'known';
  };

  const to = (command: Command, line: number): void => {
    switch (command.kind) {
      case 'initialise':
        reset();
        break;
      case 'drawer':
        pulse(command.pin, line);
        break;
      case 'automatic-status':
        if (!model.automaticStatus) break;
        statusMask = command.mask;
        tell();
        break;
      case 'fence':
        plans.reach('fence');
        if (model.answersFence) answer([fenceByte(command.about, health())]);
        break;
      case 'identity':
        answer((model.identity && identityAnswer(command.about, model.identity)) ?? []);
        break;
      case 'process-id':
        if (!knowsBlock(command)) break;
        plans.reach('process-id');
        answer(processIdBlock(command.id));
        break;
      case 'real-time-switch':
        if (knowsBlock(command) && command.command === 1) pulsesAllowed = command.on;
        break;
      case 'offline-notice':
        knowsBlock(command);
        break;
      case 'function-block':
        if (knowsBlock(command)) throw new Error(`unknown function of GS ( ${command.letter}`);
        break;
      case 'beep':
        if (!model.beeps) throw new Error('unknown command ESC B');
        break;
      case 'picture':
        if (command.rows > model.bandRows && model.tallBand === 'refused')
          throw new Error(`a picture of ${command.rows} rows, more than it takes`);
        break;
      default:
    }
  };

  const recover = (clears: boolean): void => {
    const { error } = health();
    if (error !== 'cutter' && error !== 'recoverable') return;
    if (clears) parts.emptyBuffers();
    parts.sensors().setError(null);
  };
  const atOnce = (command: RealTimeCommand, line: number): void => {
    if (command.kind === 'status') {
      if (!model.statusRequests.includes(command.request)) return;
      plans.reach('status');
      answer([statusByte(command.request, health())]);
    } else if (!model.actsInRealTime) return;
    else if (command.kind === 'pulse') {
      if (pulsesAllowed) pulse(command.pin, line);
    } else if (command.kind === 'recover') recover(command.how === 'clear');
    else {
      parts.emptyBuffers();
      answer(clearedBlock);
    }
  };
  return {
    to,
    atOnce,
    changed: () => {
      if (newsFor(statusMask, health()) !== lastNews) tell();
    },
    reset,
  };
}
