/** What can be begun from the page of an open shift. */
export type ShiftTask = 'in' | 'out' | 'x' | 'close' | 'hand-over';

/** Why the drawer is counted. */
export type CountPurpose = Extract<ShiftTask, 'close' | 'hand-over'>;
