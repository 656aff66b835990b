import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import type { Paper } from '../../domain/receipt/layout.ts';
import type { AppFacts } from '../services/app-view.ts';
import type { Session } from '../services/session.ts';
import type { Person, Till } from '../services/till.ts';

/** What every call from the window runs with. */
export type CallContext = {
  /** Whose PIN was entered for this call, where it needs one. */
  readonly approver?: Person;
  readonly till: Till;
  readonly session: Session;
  readonly facts: AppFacts;
  /** Draws a document as paper would show it: a PNG as a data URL. */
  readonly preview: (document: ReceiptDocument, paper: Paper) => string;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
};
