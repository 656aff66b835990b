import { openScreen } from '../../app/navigation.ts';

/** What the sync page is opened to look for; taken by the page once. */
let wanted = '';

/** Opens the sync page at the entries of a receipt's number. */
export function showInSync(number: string): void {
  wanted = number;
  openScreen('sync');
}

export function takeWanted(): string {
  const text = wanted;
  wanted = '';
  return text;
}
