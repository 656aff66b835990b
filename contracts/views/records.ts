import type { Dong } from '../../domain/money/dong.ts';
import type { Milli } from '../../domain/money/quantity.ts';
import type { VatSplit } from '../../domain/money/vat.ts';
import type { PrintJobDeed, PrintJobKind, PrintJobState } from '../../domain/print-job.ts';
import type { Payment } from '../../domain/sale/settle.ts';
import type { TenderKind } from '../../domain/sale/tender.ts';
import type { CashMovementKind, ShiftFacts } from '../../domain/shift/shift.ts';
import type { OutboxState } from '../../domain/sync/outbox.ts';

export type SaleRow = {
  readonly id: string;
  readonly number: string;
  readonly completedAt: number;
  readonly staffName: string;
  readonly customerName: string | null;
  readonly total: Dong;
  readonly tenders: readonly TenderKind[];
  readonly syncState: OutboxState;
  readonly copies: number;
};

export type SalePage = { readonly rows: readonly SaleRow[]; readonly total: number };

export type SaleView = SaleRow & {
  readonly lines: readonly {
    readonly name: string;
    readonly variantName: string;
    readonly unitName: string;
    readonly quantity: Milli;
    readonly unitPrice: Dong;
    readonly discount: Dong;
    readonly final: Dong;
  }[];
  readonly subtotal: Dong;
  readonly discounts: Dong;
  readonly rounding: Dong;
  readonly vatByRate: readonly VatSplit[];
  readonly payments: readonly Payment[];
  readonly change: Dong;
  readonly note: string;
};

export type ShiftReport = {
  readonly shiftId: string;
  readonly kind: 'x' | 'z';
  readonly number: string;
  readonly openedAt: number;
  readonly openedBy: string;
  readonly closedAt: number | null;
  readonly closedBy: string | null;
  readonly facts: ShiftFacts;
  /** Null while a blind count keeps it from this person. */
  readonly expectedCash: Dong | null;
  readonly countedCash: Dong | null;
  readonly variance: Dong | null;
  readonly movements: readonly {
    readonly kind: CashMovementKind;
    readonly amount: Dong;
    readonly reason: string;
    readonly at: number;
    readonly staffName: string;
  }[];
  /** What the cloud did not have yet when the shift was closed. The closed figures hold it all the same. */
  readonly lateDocuments: LateDocuments;
};

/** `rows` are the first of them in the order they were sold. */
export type LateDocuments = {
  readonly count: number;
  readonly amount: number;
  readonly stillWaiting: number;
  readonly rows: readonly {
    readonly number: string;
    readonly amount: number;
    readonly arrivedAt: number | null;
    readonly state: OutboxState;
  }[];
};

/** A closed shift in a list. */
export type ClosedShift = {
  readonly id: string;
  readonly number: string;
  readonly openedAt: number;
  readonly closedAt: number;
  readonly closedBy: string;
  readonly late: number;
  readonly stillWaiting: number;
};

export type PrintJobRow = {
  readonly id: string;
  readonly kind: PrintJobKind;
  readonly title: string;
  readonly createdAt: number;
  readonly state: PrintJobState;
  readonly reason: string | null;
  /** Where it was printed or last tried; null before. */
  readonly printer: string | null;
  /** The printer it was meant for, where another one stood in. */
  readonly insteadOf: string | null;
  readonly deeds: readonly PrintJobDeed[];
};

export type PrintQueueView = {
  readonly rows: readonly PrintJobRow[];
  /** Where a waiting job can be printed instead. */
  readonly printers: readonly { readonly id: string; readonly name: string }[];
};

/** What happened to a job, oldest first. */
export type PrintJobStory = {
  readonly attempts: number;
  readonly events: readonly {
    readonly state: PrintJobState;
    readonly reason: string | null;
    readonly printer: string | null;
    /** Who did it; null where the till did it by itself. */
    readonly staff: string | null;
    readonly at: number;
    /** The same thing again was counted. */
    readonly lastAt: number;
    readonly times: number;
  }[];
};
