import type { Dong } from '../money/dong.ts';
import type { Milli } from '../money/quantity.ts';
import type { BasisPoints } from '../money/rate.ts';

/** 1234567 → `1.234.567`, with a true minus sign for negatives. */
export function formatAmount(amount: Dong | number): string {
  const digits = Math.abs(amount)
    .toString()
    .replace(/\B(?=(\d{3})+(?!\d))/g, '.');
  return amount < 0 ? `−${digits}` : digits;
}

/** `1.234.567 đ`, the way the shop writes money on screen and paper. */
export function formatDong(amount: Dong | number): string {
  return `${formatAmount(amount)} đ`;
}

/** 1250 → `1,25`; 2000 → `2`. Thousands carry a dot. */
export function formatQuantity(quantity: Milli | number): string {
  const magnitude = Math.abs(quantity);
  const whole = formatAmount(Math.trunc(magnitude / 1000));
  const fraction = (magnitude % 1000).toString().padStart(3, '0').replace(/0+$/, '');
  return `${quantity < 0 ? '−' : ''}${whole}${fraction === '' ? '' : `,${fraction}`}`;
}

/** 800 → `8%`, 550 → `5,5%`. */
export function formatRate(rate: BasisPoints | number): string {
  const fraction = (rate % 100).toString().padStart(2, '0').replace(/0+$/, '');
  return `${Math.trunc(rate / 100)}${fraction === '' ? '' : `,${fraction}`}%`;
}

/** Hides the middle of a phone number where a bystander can read it: `090***3456`. */
export function maskPhone(phone: string): string {
  return phone.length < 8 ? '***' : `${phone.slice(0, 3)}***${phone.slice(-4)}`;
}
