import { type Role, type StaffAction, staffActions } from '../staff.ts';

/** `true` and `false` speak for themselves; a number is the highest measure that passes, in the unit the action is measured in. */
export type Grant = boolean | number;

/** Whose rights the owner may change; the owner has every right, so that nobody can lock a shop out of itself. */
export const grantedRoles = ['manager', 'cashier'] as const satisfies readonly Role[];
export type GrantedRole = (typeof grantedRoles)[number];

export type Rights = { readonly [R in GrantedRole]: { readonly [A in StaffAction]: Grant } };

/** What an owner changed; the rest stays as the program has it, also when a later version brings new actions. */
export type RightsChanges = {
  readonly [R in GrantedRole]?: { readonly [A in StaffAction]?: Grant } | undefined;
};

/** What some actions are measured by: a discount by its share of the price, money by its amount. */
export const measures: { readonly [A in StaffAction]?: 'basis-points' | 'dong' } = {
  'give-line-discount': 'basis-points',
  'give-order-discount': 'basis-points',
  'move-cash': 'dong',
  'return-goods': 'dong',
};

/**
 * Acts that somebody else may let pass on the spot. Pages are not among them: who may not see the staff list is not helped by somebody
 * who opens it for a moment.
 */
export const approvable: ReadonlySet<StaffAction> = new Set<StaffAction>([
  'give-line-discount',
  'give-order-discount',
  'drop-cart',
  'reprint-receipt',
  'open-drawer',
  'return-goods',
  'return-late',
  'refund-otherwise',
  'open-shift',
  'move-cash',
  'read-x-report',
  'close-shift',
  'run-sync',
]);

/** Rights a shop cannot take away without a till that is no use to anybody. */
export const untouchable: ReadonlySet<StaffAction> = new Set<StaffAction>(['sell']);

const cashier: ReadonlySet<StaffAction> = new Set<StaffAction>([
  'sell',
  'give-line-discount',
  'give-order-discount',
  'drop-cart',
  'reprint-receipt',
  'open-drawer',
  'return-goods',
  'open-shift',
  'move-cash',
  'read-x-report',
  'close-shift',
  'see-sales',
  'see-sync',
  'run-sync',
]);

const manager: ReadonlySet<StaffAction> = new Set<StaffAction>([
  ...cashier,
  'return-late',
  'refund-otherwise',
  'see-expected-cash',
  'set-sync-aside',
  'accept-difference',
  'manage-printer',
]);

const byDefault = { manager, cashier };

/** Nobody but an owner, whatever anybody writes into the settings. */
export const ownersOnly: ReadonlySet<StaffAction> = new Set<StaffAction>([
  'change-settings',
  'manage-staff',
  'bind-till',
]);

export function rightsWith(changes: RightsChanges): Rights {
  const rightsOf = (role: GrantedRole) =>
    Object.fromEntries(
      staffActions.map((action) => [action, grantAfter(action, changes[role]?.[action], byDefault[role])]),
    ) as Rights[GrantedRole];
  return { manager: rightsOf('manager'), cashier: rightsOf('cashier') };
}

function grantAfter(
  action: StaffAction,
  changed: Grant | undefined,
  granted: ReadonlySet<StaffAction>,
): Grant {
  if (untouchable.has(action)) return true;
  if (ownersOnly.has(action)) return false;
  if (typeof changed === 'number' && measures[action] === undefined) return granted.has(action);
  return changed ?? granted.has(action);
}

export function grantOf(rights: Rights, role: Role, action: StaffAction): Grant {
  return role === 'owner' ? true : rights[role][action];
}

/** Whether somebody in that role may do it, and as much of it as `measure` says. */
export function may(rights: Rights, role: Role, action: StaffAction, measure = 0): boolean {
  const grant = grantOf(rights, role, action);
  return typeof grant === 'number' ? measure <= grant : grant;
}
