import { describe, expect, it } from 'vitest';
import { birthdayForm, checkedCustomer, phoneForm } from '../../../domain/customer/check.ts';
import { hasOwnName, splitName } from '../../../domain/customer/fields.ts';
import { shownValue } from '../../../domain/customer/mask.ts';

const nobody = { name: '', phone: '', email: '', note: '', birthday: '', gender: '' };
const now = Date.UTC(2026, 10, 25);
const check = (typed: Partial<typeof nobody>, kept: typeof nobody | null = null) =>
  checkedCustomer({ ...nobody, ...typed }, now, kept);
const refusal = (typed: Partial<typeof nobody>) => {
  const checked = check(typed);
  return checked.ok ? 'none' : checked.refusal.code;
};

describe('a customer as somebody typed one', () => {
  it('is tidied: phone in local form, e-mail in small letters, one blank between words', () => {
    const typed = {
      name: '  Lê   Thị An ',
      phone: '+84 912.345.678',
      email: ' An@Example.COM',
      birthday: '5/11/1990',
      gender: 'female',
    };
    expect(check(typed)).toEqual({
      ok: true,
      value: {
        name: 'Lê Thị An',
        phone: '0912345678',
        email: 'an@example.com',
        note: '',
        birthday: '1990-11-05',
        gender: 'female',
      },
    });
  });

  it.each([{ name: 'An' }, { phone: '0912345678' }, { email: 'an@example.com' }])(
    'needs no more than one of name, phone and e-mail: %o',
    (typed) => expect(check(typed).ok).toBe(true),
  );

  it('is called by phone or e-mail where there is no name, which is then no name of theirs', () => {
    const checked = check({ phone: '0912 345 678' });
    expect(checked.ok && checked.value.name).toBe('0912345678');
    expect(checked.ok && hasOwnName(checked.value)).toBe(false);
  });

  it.each([
    [{}, 'CUSTOMER_EMPTY'],
    [{ note: 'hay mua sữa' }, 'CUSTOMER_EMPTY'],
    [{ phone: '12345' }, 'CUSTOMER_PHONE_INVALID'],
    [{ phone: '+84123' }, 'CUSTOMER_PHONE_INVALID'],
    [{ name: 'An', email: 'an@' }, 'CUSTOMER_EMAIL_INVALID'],
    [{ name: 'An', email: 'an@example,com' }, 'CUSTOMER_EMAIL_INVALID'],
    [{ name: 'An', birthday: '31/02/1990' }, 'CUSTOMER_BIRTHDAY_INVALID'],
    [{ name: 'An', birthday: '26/11/2026' }, 'CUSTOMER_BIRTHDAY_INVALID'],
    [{ name: 'x'.repeat(151) }, 'TEXT_TOO_LONG'],
  ])('is refused with a reason: %o', (typed, code) => expect(refusal(typed)).toBe(code));

  it('may keep an odd phone the cloud has, but not get another odd one', () => {
    const kept = { ...nobody, name: 'An', phone: '12345' };
    expect(check({ ...kept, note: 'x' }, kept)).toMatchObject({ ok: true, value: { phone: '12345' } });
    expect(check({ ...kept, phone: '1234' }, kept).ok).toBe(false);
  });
});

describe('the parts of a customer', () => {
  it('read a foreign phone with its plus', () => expect(phoneForm('+1 (650) 253-0000')).toBe('+16502530000'));

  it.each([
    ['29-2-2000', '2000-02-29'],
    ['1990-11-05', '1990-11-05'],
    ['29.2.1900', null],
    ['1/1/1850', null],
    ['abc', null],
    ['5/11', null],
  ])('read a birthday however it is written: %s', (text, day) => expect(birthdayForm(text, now)).toBe(day));

  it('put the given name last', () => {
    expect(splitName('Nguyễn Văn A')).toEqual({ lastName: 'Nguyễn Văn', firstName: 'A' });
    expect(splitName('An')).toEqual({ lastName: '', firstName: 'An' });
  });

  it.each([
    ['phone', '0912345678', '091***5678'],
    ['email', 'lan@example.com', 'l***@example.com'],
    ['name', '0912345678', '091***5678'],
    ['name', 'Lê An', 'Lê An'],
    ['phone', '', ''],
    ['birthday', '1990-11-05', '05/11/1990'],
  ] as const)('are shown without what a bystander must not read: %s %s', (field, value, shown) =>
    expect(shownValue(field, value)).toBe(shown),
  );
});
