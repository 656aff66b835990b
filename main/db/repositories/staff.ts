import type { Role } from '../../../domain/staff.ts';
import type { Reader, Writer } from '../store.ts';

export type StaffRow = {
  readonly id: string;
  readonly cloud_user_id: number | null;
  readonly name: string;
  readonly role: Role;
  readonly is_account_owner: 0 | 1;
  readonly pin_digest: string | null;
};

export type SignInGuard = { readonly failures: number; readonly blocked_until_at: number };

const columns = 'id, cloud_user_id, name, role, is_account_owner, pin_digest';

export function listStaff(reader: Reader): readonly StaffRow[] {
  return reader.all<StaffRow>(`SELECT ${columns} FROM staff ORDER BY is_account_owner DESC, created_at, id`);
}

export function staffById(reader: Reader, id: string): StaffRow | undefined {
  return reader.get<StaffRow>(`SELECT ${columns} FROM staff WHERE id = ?`, [id]);
}

export function staffByDigest(reader: Reader, digest: string): StaffRow | undefined {
  return reader.get<StaffRow>(`SELECT ${columns} FROM staff WHERE pin_digest = ?`, [digest]);
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

export function setStaffPin(
  writer: Writer,
  staff: { readonly id: string; readonly role: Role; readonly digest: string | null; readonly at: number },
): void {
  writer.run('UPDATE staff SET pin_digest = $digest, role = $role, updated_at = $at WHERE id = $id', staff);
}

export function ownersWithPin(reader: Reader): number {
  return (
    reader.get<{ n: number }>(
      "SELECT count(*) AS n FROM staff WHERE role = 'owner' AND pin_digest IS NOT NULL",
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
