import type { DifferenceKind, DifferenceRepair, DifferenceState } from '../../domain/sync/difference.ts';
import type { OutboxState } from '../../domain/sync/outbox.ts';
import type { ClassSums, ReconcileItem } from '../../domain/sync/reconcile.ts';

/** A business day of this till, as it was when it was last held against the cloud. Days are `yyyy-mm-dd`. */
export type ReconcileView = {
  readonly day: string;
  readonly today: string;
  readonly ran: {
    readonly at: number;
    readonly dayEnded: boolean;
    /** How orders were looked for that no sale names: through all orders of the day, or in what the till was told of them. */
    readonly foundBy: 'walk' | 'memory';
    readonly classes: ClassSums;
  } | null;
  /** Orders read and to be read, of the day being held against the cloud right now. */
  readonly running: { readonly businessDay: string; readonly done: number; readonly total: number } | null;
};

/** A business day in the list of those that can be held against the cloud; counts are of its last comparison. */
export type ReconcileDay = {
  readonly day: string;
  readonly ran: {
    readonly at: number;
    readonly dayEnded: boolean;
    readonly documents: number;
    /** Not in the cloud yet and no difference: waiting, refused or set aside. */
    readonly unsent: number;
  } | null;
  readonly open: number;
  readonly accepted: number;
};

/** As it was found, with what has become of it since: where its document stands now, and the difference that is not gone yet. */
export type ReconcileItemRow = ReconcileItem & {
  readonly state: OutboxState | null;
  readonly difference: DifferenceRow | null;
};

export type ReconcileItemPage = { readonly rows: readonly ReconcileItemRow[]; readonly total: number };

export type DifferenceRow = {
  readonly id: string;
  readonly day: string;
  readonly kind: DifferenceKind;
  readonly state: DifferenceState;
  readonly number: string;
  /** The till's document; null for what only the cloud knows. */
  readonly saleId: string | null;
  readonly orderId: number | null;
  readonly tillAmount: number;
  readonly cloudAmount: number;
  readonly foundAt: number;
  readonly acceptedAt: number | null;
  readonly acceptedBy: string | null;
  readonly reason: string | null;
  /** What can be done about it now. */
  readonly repairs: readonly DifferenceRepair[];
  /** Where the document stands that repairs it: the sale itself, or the cancellation of its second order. */
  readonly repairState: OutboxState | null;
  /** The repair has arrived since the day was last held against the cloud. */
  readonly isRepaired: boolean;
};

export type DifferencePage = {
  readonly rows: readonly DifferenceRow[];
  readonly total: number;
  /** Those nobody has repaired or accepted. */
  readonly open: number;
  /** Missing sales that can be sent again now, all with one key. */
  readonly missingToSend: number;
};
