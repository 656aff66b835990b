import { describe, expect, it } from 'vitest';
import { type PrinterRole, plainProfile } from '../../../domain/printing/printer.ts';
import { printerFor } from '../../../domain/printing/routes.ts';

function printer(id: string, ...roles: readonly PrinterRole[]) {
  return {
    id,
    name: id,
    connection: { kind: 'virtual' },
    profile: plainProfile,
    roles,
    fallbackId: null,
  } as const;
}

describe('the way of a job', () => {
  it('leads to the first printer with its role', () => {
    const printers = [printer('a', 'slips'), printer('b', 'receipts'), printer('c', 'receipts', 'slips')];
    expect(printerFor(printers, 'receipts')?.id).toBe('b');
    expect(printerFor(printers, 'slips')?.id).toBe('a');
  });

  it('leads slips and second copies to the printer of receipts where none is kept for them', () => {
    const printers = [printer('a', 'receipts')];
    expect(printerFor(printers, 'slips')?.id).toBe('a');
    expect(printerFor(printers, 'second-copy')?.id).toBe('a');
  });

  it('leads nowhere where no printer has a role, and a drawer is never opened by another printer', () => {
    expect(printerFor([printer('a', 'receipts', 'slips')], 'drawer')).toBeNull();
    expect(printerFor([printer('a', 'drawer')], 'receipts')).toBeNull();
    expect(printerFor([], 'slips')).toBeNull();
  });
});
