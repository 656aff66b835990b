import { join } from 'node:path';
import { openStore } from '../../../main/db/store.ts';
import { verifyStore } from '../../../main/services/verify/verify.ts';
import type { CloudOrder } from '../support/shop-cloud.ts';
import type { Tender } from './hands.ts';

/** What the demo day itself wrote down of each sale: totals as the screen showed them, tenders as they were keyed in. */
export type NotedSale = {
  readonly what: string;
  readonly total: number;
  readonly cash: number;
  readonly transfer: number;
  readonly card: number;
};

export function noteSale(what: string, total: number, tenders: readonly Tender[]): NotedSale {
  const exact = (kind: 'transfer' | 'card') => {
    const own = tenders.filter((tender) => tender.kind === kind);
    const others = tenders.filter((tender) => tender.kind !== kind);
    return own.reduce(
      (sum, tender) =>
        sum + (tender.amount ?? total - others.reduce((rest, other) => rest + (other.amount ?? 0), 0)),
      0,
    );
  };
  const [transfer, card] = [exact('transfer'), exact('card')];
  return { what, total, transfer, card, cash: total - transfer - card };
}

type StoredSale = {
  readonly number: string;
  readonly payable: number;
  readonly key: string;
  readonly state: string;
};

export type TillBooks = {
  readonly sales: readonly StoredSale[];
  readonly byTender: Readonly<Record<string, number>>;
  readonly unsynced: number;
  readonly violations: readonly string[];
  readonly printed: number;
};

/** The till's own books, read from its closed database. */
export function readBooks(profile: string): TillBooks {
  const store = openStore(join(profile, 'quay.db'), { readonly: true });
  try {
    const { writer: reader } = store;
    const sales = reader.all<StoredSale>(
      'SELECT s.number, s.payable, o.key, o.state FROM sale s JOIN outbox o ON o.document_id = s.id ORDER BY s.sequence',
    );
    const tenders = reader.all<{ kind: string; amount: number }>(
      'SELECT kind, sum(amount) AS amount FROM payment GROUP BY kind',
    );
    return {
      sales,
      byTender: {
        cash: 0,
        transfer: 0,
        card: 0,
        ...Object.fromEntries(tenders.map((row) => [row.kind, row.amount])),
      },
      unsynced: sales.filter((sale) => sale.state !== 'confirmed').length,
      violations: verifyStore(reader).map(({ check, subject }) => `${check}: ${subject}`),
      printed:
        reader.get<{ n: number }>("SELECT count(*) AS n FROM print_job WHERE state = 'printed'")?.n ?? 0,
    };
  } finally {
    store.close();
  }
}

/** Everything in which the day's notes, the till's books and the cloud's orders differ. */
export function findMismatches(
  noted: readonly NotedSale[],
  books: TillBooks,
  orders: readonly CloudOrder[],
): readonly string[] {
  const mismatches: string[] = books.violations.map((violation) => `invariant broken: ${violation}`);
  if (noted.length !== books.sales.length)
    mismatches.push(`${noted.length} sales were made, the till has ${books.sales.length}`);
  noted.forEach((sale, index) => {
    const stored = books.sales[index];
    if (stored !== undefined && stored.payable !== sale.total) {
      mismatches.push(
        `${stored.number} (${sale.what}): the screen showed ${sale.total}, the till has ${stored.payable}`,
      );
    }
  });
  for (const kind of ['cash', 'transfer', 'card'] as const) {
    const total = noted.reduce((sum, sale) => sum + sale[kind], 0);
    if (books.byTender[kind] !== total)
      mismatches.push(`${kind}: ${total} was keyed in, the till has ${books.byTender[kind]}`);
  }
  for (const sale of books.sales) {
    const matches = orders.filter((order) => order.key === sale.key);
    const [order] = matches;
    if (matches.length !== 1 || order === undefined)
      mismatches.push(`${sale.number}: ${matches.length} orders in the cloud`);
    else if (order.total !== sale.payable)
      mismatches.push(`${sale.number}: ${sale.payable} here, ${order.total} in the cloud`);
    else if (!order.paid) mismatches.push(`${sale.number}: the cloud does not show it as paid`);
  }
  if (orders.length !== books.sales.length)
    mismatches.push(`${books.sales.length} sales, ${orders.length} orders in the cloud`);
  return mismatches;
}
