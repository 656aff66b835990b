import type { Role } from '../../../domain/staff.ts';
import type { Reader, Writer } from '../store.ts';

export type StaffRow = {
  readonly id: string;
  readonly cloud_user_id: number | null;
  readonly name: string;
  readonly role: Role;
  readonly is_account_owner: 0 | 1;
  readonly pin_digest: string | null;
  /** From before this till shared a pepper with the shop's others. */
  readonly former_pin_digest: string | null;
  /** The PIN was taken back because somebody else had it first. */
  readonly pin_clashed: 0 | 1;
};

export type SignInGuard = { readonly failures: number; readonly blocked_until_at: number };

const columns = 'id, cloud_user_id, name, role, is_account_owner, pin_digest, former_pin_digest, pin_clashed';

export function listStaff(reader: Reader): readonly StaffRow[] {
  return reader.all<StaffRow>(`SELECT ${columns} FROM staff ORDER BY is_account_owner DESC, created_at, id`);
}

/** Who has something of their own here: a PIN, or a place on the list that no cloud gave them. */
export function staffWithClaims(reader: Reader): readonly Pick<StaffRow, 'id' | 'cloud_user_id'>[] {
  return reader.all(
    `SELECT id, cloud_user_id FROM staff WHERE pin_digest IS NOT NULL OR cloud_user_id IS NULL
     ORDER BY is_account_owner DESC, created_at, id`,
  );
}

export function staffById(reader: Reader, id: string): StaffRow | undefined {
  return reader.get<StaffRow>(`SELECT ${columns} FROM staff WHERE id = ?`, [id]);
}

export function staffByDigest(reader: Reader, digest: string): StaffRow | undefined {
  return reader.get<StaffRow>(`SELECT ${columns} FROM staff WHERE pin_digest = ?`, [digest]);
}

export function staffByCloudId(reader: Reader, cloudUserId: number): StaffRow | undefined {
  return reader.get<StaffRow>(`SELECT ${columns} FROM staff WHERE cloud_user_id = ?`, [cloudUserId]);
}

export function staffByFormerDigest(reader: Reader, digest: string): StaffRow | undefined {
  return reader.get<StaffRow>(`SELECT ${columns} FROM staff WHERE former_pin_digest = ?`, [digest]);
}

export function hasFormerPins(reader: Reader): boolean {
  return reader.get('SELECT 1 FROM staff WHERE former_pin_digest IS NOT NULL LIMIT 1') !== undefined;
}

/** Staff of the cloud are matched by their cloud id; name follows the cloud, role and PIN stay the owner's. */
export function upsertCloudStaff(
  writer: Writer,
  user: {
    readonly id: string;
    readonly cloudUserId: number;
    readonly name: string;
    readonly isAccountOwner: boolean;
    readonly at: number;
  },
): void {
  writer.run(
    `INSERT INTO staff (id, cloud_user_id, name, role, is_account_owner, pin_digest, created_at, updated_at)
     VALUES ($id, $cloudUserId, $name, $role, $isAccountOwner, NULL, $at, $at)
     ON CONFLICT (cloud_user_id) DO UPDATE
       SET name = excluded.name, is_account_owner = excluded.is_account_owner, updated_at = excluded.updated_at`,
    {
      id: user.id,
      cloudUserId: user.cloudUserId,
      name: user.name,
      role: user.isAccountOwner ? 'owner' : 'cashier',
      isAccountOwner: user.isAccountOwner ? 1 : 0,
      at: user.at,
    },
  );
}

export function insertStaff(
  writer: Writer,
  staff: { readonly id: string; readonly name: string; readonly role: Role; readonly at: number },
): void {
  writer.run(
    `INSERT INTO staff (id, cloud_user_id, name, role, is_account_owner, pin_digest, created_at, updated_at)
     VALUES ($id, NULL, $name, $role, 0, NULL, $at, $at)`,
    staff,
  );
}

/** A new PIN, or none; whatever was known of an older one is over. */
export function setStaffPin(
  writer: Writer,
  staff: {
    readonly id: string;
    readonly role: Role;
    readonly digest: string | null;
    readonly clashed?: boolean;
    readonly at: number;
  },
): void {
  writer.run(
    `UPDATE staff SET pin_digest = $digest, former_pin_digest = NULL, pin_clashed = $clashed, role = $role,
       updated_at = $at WHERE id = $id`,
    { ...staff, clashed: staff.clashed === true ? 1 : 0 },
  );
}

export function renameStaff(writer: Writer, id: string, name: string, at: number): void {
  writer.run('UPDATE staff SET name = ?, updated_at = ? WHERE id = ?', [name, at, id]);
}

/** A digest that is about to be somebody else's. */
export function forgetDigest(writer: Writer, digest: string, exceptId: string): void {
  writer.run('UPDATE staff SET pin_digest = NULL WHERE pin_digest = ? AND id <> ?', [digest, exceptId]);
}

/** PINs under a pepper that is about to be replaced: kept apart, or forgotten. */
export function setPinsAside(writer: Writer, keep: boolean): void {
  writer.run(
    keep
      ? 'UPDATE staff SET former_pin_digest = pin_digest, pin_digest = NULL WHERE pin_digest IS NOT NULL'
      : 'UPDATE staff SET former_pin_digest = NULL, pin_digest = NULL',
  );
}

export function ownersWithPin(reader: Reader): number {
  return (
    reader.get<{ n: number }>(
      `SELECT count(*) AS n FROM staff
       WHERE role = 'owner' AND (pin_digest IS NOT NULL OR former_pin_digest IS NOT NULL)`,
    )?.n ?? 0
  );
}

export function readSignInGuard(reader: Reader): SignInGuard {
  return (
    reader.get<SignInGuard>('SELECT failures, blocked_until_at FROM sign_in_guard') ?? {
      failures: 0,
      blocked_until_at: 0,
    }
  );
}

export function writeSignInGuard(writer: Writer, guard: SignInGuard): void {
  writer.run('UPDATE sign_in_guard SET failures = ?, blocked_until_at = ?', [
    guard.failures,
    guard.blocked_until_at,
  ]);
}
