import { describe, expect, it } from 'vitest';
import { visibleText } from '../../renderer/features/scanner/visible-text.ts';

describe('what a scanner sent', () => {
  it('shows separators and line ends by name', () => {
    expect(visibleText('\u000201089\u001d10A\r\n\u007f')).toEqual([
      { kind: 'control', name: 'STX' },
      { kind: 'text', text: '01089' },
      { kind: 'control', name: 'GS' },
      { kind: 'text', text: '10A' },
      { kind: 'control', name: 'CR' },
      { kind: 'control', name: 'LF' },
      { kind: 'control', name: 'DEL' },
    ]);
  });

  it('leaves letters whole, whatever they are made of', () => {
    expect(visibleText('Phở 🍜')).toEqual([{ kind: 'text', text: 'Phở 🍜' }]);
    expect(visibleText('')).toEqual([]);
  });
});
