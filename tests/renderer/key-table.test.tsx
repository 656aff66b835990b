import { describe, expect, it } from 'vitest';
import { commandOf, isFunctionKey, keyTable, typedCharacter } from '../../renderer/lib/key-table.ts';

const press = (key: string, modifiers: { ctrlKey?: boolean; altKey?: boolean } = {}) => ({
  key,
  ctrlKey: modifiers.ctrlKey ?? false,
  altKey: modifiers.altKey ?? false,
  metaKey: false,
});

describe('the key table', () => {
  it('gives every key one meaning', () => {
    const keys = Object.values(keyTable).map((binding) => `${'ctrl' in binding}${binding.key}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  /* biome-ignore format: one key a line */
  it.each([
    ['F1', 'new-cart'], ['F2', 'held-carts'], ['F3', 'find-goods'], ['F4', 'customer'], ['F5', 'sync-page'],
    ['F6', 'order-discount'], ['F7', 'line-editor'], ['F8', 'money-tendered'], ['F9', 'pay'], ['F10', 'pay-and-print'],
    ['F11', 'drawer'], ['F12', 'menu'],
  ])('keeps %s where cashiers know it', (key, command) => {
    expect(commandOf(press(key))).toBe(command);
    expect(isFunctionKey(key)).toBe(true);
  });

  it('tells a letter from its command with Ctrl, also with caps lock on', () => {
    expect(commandOf(press('l'))).toBe(undefined);
    expect(commandOf(press('l', { ctrlKey: true }))).toBe('lock');
    expect(commandOf(press('L', { ctrlKey: true }))).toBe('lock');
    expect(commandOf(press('3', { ctrlKey: true }))).toBe('tab-3');
  });

  it('leaves keys with Alt to the system', () => {
    expect(commandOf(press('F9', { altKey: true }))).toBe(undefined);
  });

  it('knows what somebody typed from what somebody ordered', () => {
    expect(typedCharacter(press('ế'))).toBe('ế');
    expect(typedCharacter(press('a', { ctrlKey: true }))).toBe(undefined);
    expect(typedCharacter(press('Shift'))).toBe(undefined);
  });
});
