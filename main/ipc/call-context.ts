import type { ReceiptDocument } from '../../domain/receipt/document.ts';
import type { AppFacts } from '../services/app-view.ts';
import type { Session } from '../services/session.ts';
import type { Person, Till } from '../services/till.ts';

/** What the system around the window does for a person. */
export type Desktop = {
  /** The page on paper, through the system's own dialog; false where it was not printed. */
  readonly printPage: () => Promise<boolean>;
  /** Where a new file goes; null when nobody chose. */
  readonly chooseFile: (suggestedName: string) => Promise<string | null>;
};

/** What every call from the window runs with. */
export type CallContext = {
  /** Whose PIN was entered for this call, where it needs one. */
  readonly approver?: Person;
  readonly till: Till;
  readonly session: Session;
  readonly facts: AppFacts;
  /** Draws a document as paper would show it: a PNG as a data URL. */
  readonly preview: (document: ReceiptDocument, dots: number) => string;
  readonly desktop: Desktop;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
};
