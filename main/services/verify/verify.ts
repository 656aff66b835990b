import { firstHash, type JournalFacts } from '../../../domain/journal.ts';
import { moneyColumns, wrongTypes } from '../../db/repositories/column-types.ts';
import { hashEntry, journalFrom } from '../../db/repositories/journal.ts';
import type { Reader } from '../../db/store.ts';
import { sqlChecks } from './checks.ts';

export type Violation = { readonly check: string; readonly says: string; readonly subject: string };

/** Enough to see what is wrong without printing a whole database. */
const maxViolationsPerCheck = 20;

/** Recomputes every invariant of the shop on a database and lists what does not hold; an empty list means all is well. */
export function verifyStore(reader: Reader): readonly Violation[] {
  return [...sqlViolations(reader), ...journalViolations(reader), ...typeViolations(reader)];
}

function sqlViolations(reader: Reader): readonly Violation[] {
  return sqlChecks.flatMap(({ name, says, sql }) =>
    reader
      .all<{ subject: string | number | null }>(`SELECT subject FROM (${sql}) LIMIT ${maxViolationsPerCheck}`)
      .map(({ subject }) => ({ check: name, says, subject: String(subject) })),
  );
}

/** Follows the hash chain from its first entry; stops at the first break, since everything behind it hangs in the air. */
function journalViolations(reader: Reader): readonly Violation[] {
  const pageSize = 1000;
  let previousHash = firstHash;
  let expected = 1;
  // The first page also shows what somebody may have put before the first entry.
  let from = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const page = journalFrom(reader, from, pageSize);
    for (const row of page) {
      const hash = hashEntry({
        sequence: row.sequence,
        at: row.at,
        kind: row.kind,
        staffId: row.staff_id,
        subjectId: row.subject_id,
        facts: parseFacts(row.facts_json),
        previousHash: row.previous_hash,
      });
      if (row.sequence !== expected || row.previous_hash !== previousHash || row.hash !== hash) {
        return [
          { check: 'journal-chain', says: 'the journal chain is unbroken', subject: `entry ${expected}` },
        ];
      }
      previousHash = row.hash;
      expected += 1;
      from = expected;
    }
    if (page.length < pageSize) return [];
  }
}

function parseFacts(json: string): JournalFacts {
  try {
    return JSON.parse(json) as JournalFacts;
  } catch {
    return { unreadable: true };
  }
}

/** STRICT tables refuse floats; this makes sure that nobody opened the file with the rule switched off. */
function typeViolations(reader: Reader): readonly Violation[] {
  return moneyColumns(reader).flatMap(({ table, column }) =>
    wrongTypes(reader, table, column).map((type) => ({
      check: 'no-float',
      says: 'no float anywhere',
      subject: `${table}.${column} holds ${type}`,
    })),
  );
}
