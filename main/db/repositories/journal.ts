import { createHash } from 'node:crypto';
import { firstHash, type JournalFacts, type JournalKind, journalText } from '../../../domain/journal.ts';
import type { Reader, Writer } from '../store.ts';

export type JournalEntry = {
  readonly kind: JournalKind;
  readonly at: number;
  readonly staffId: string | null;
  readonly subjectId: string | null;
  readonly facts: JournalFacts;
};

export type JournalRow = {
  readonly sequence: number;
  readonly at: number;
  readonly kind: JournalKind;
  readonly staff_id: string | null;
  readonly subject_id: string | null;
  readonly facts_json: string;
  readonly previous_hash: string;
  readonly hash: string;
};

/** Adds an entry to the hash chain; inside the caller's transaction, so the deed and its entry stand or fall together. */
export function appendJournal(writer: Writer, entry: JournalEntry): void {
  writer.inTransaction(() => {
    const last = lastEntry(writer);
    const sequence = (last?.sequence ?? 0) + 1;
    const previousHash = last?.hash ?? firstHash;
    writer.run(
      `INSERT INTO journal (sequence, at, kind, staff_id, subject_id, facts_json, previous_hash, hash)
       VALUES ($sequence, $at, $kind, $staffId, $subjectId, $facts, $previousHash, $hash)`,
      {
        sequence,
        at: entry.at,
        kind: entry.kind,
        staffId: entry.staffId,
        subjectId: entry.subjectId,
        facts: JSON.stringify(entry.facts),
        previousHash,
        hash: hashEntry({ ...entry, sequence, previousHash }),
      },
    );
  });
}

/** SHA-256 of the entry's canonical text, hex. */
export function hashEntry(
  entry: JournalEntry & { readonly sequence: number; readonly previousHash: string },
): string {
  return createHash('sha256').update(journalText(entry)).digest('hex');
}

export function lastEntry(reader: Reader): JournalRow | undefined {
  return reader.get<JournalRow>('SELECT * FROM journal ORDER BY sequence DESC LIMIT 1');
}

/** Entries from a sequence number on, a page at a time, so that checking a year of them stays small in memory. */
export function journalFrom(reader: Reader, sequence: number, limit: number): readonly JournalRow[] {
  return reader.all<JournalRow>('SELECT * FROM journal WHERE sequence >= ? ORDER BY sequence LIMIT ?', [
    sequence,
    limit,
  ]);
}

/** The latest time anything was written down; 0 for an empty journal. */
export function newestInstant(reader: Reader): number {
  return reader.get<{ at: number | null }>('SELECT max(at) AS at FROM journal')?.at ?? 0;
}
