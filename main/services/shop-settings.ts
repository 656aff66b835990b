import { z } from 'zod';
import { settingsShape } from '../../contracts/inputs.ts';
import type { ShopSettings } from '../../contracts/views/session.ts';
import { basisPoints } from '../../domain/money/rate.ts';
import type { VatRate } from '../../domain/money/vat.ts';
import { rateInForce } from '../../domain/money/vat-rules.ts';
import { defaultReturnPolicy } from '../../domain/return/return-policy.ts';
import { readSetting, writeSetting } from '../db/repositories/settings.ts';
import type { Reader, Writer } from '../db/store.ts';

/** The binding of this machine: made once by the owner. */
const binding = z.object({
  tillId: z.string(),
  shopId: z.number(),
  shopName: z.string(),
  baseUrl: z.string(),
  locationId: z.number(),
  branchName: z.string(),
  branchCode: z.string(),
  tillNumber: z.number(),
  boundAt: z.number(),
});

export type Binding = z.output<typeof binding>;

const bindingKey = 'till.binding';
const settingsKey = 'shop.settings';
const vatKey = 'shop.vat-rates';

export function readBinding(reader: Reader): Binding | null {
  const parsed = binding.safeParse(readSetting(reader, bindingKey));
  return parsed.success ? parsed.data : null;
}

export function writeBinding(writer: Writer, value: Binding): void {
  writeSetting(writer, bindingKey, value);
}

export const defaultSettings: ShopSettings = {
  receiptTitle: 'HÓA ĐƠN BÁN HÀNG',
  receiptHeader: [],
  receiptFooter: ['Cảm ơn quý khách, hẹn gặp lại', 'Hàng đổi trả trong 7 ngày kèm hóa đơn'],
  receiptShowVat: true,
  printOnPay: true,
  needShift: true,
  blindCount: true,
  sellBelowZero: true,
  hideSoldOut: false,
  nameOrders: false,
  cashRounding: { step: 1, direction: 'nearest' },
  autoLockMinutes: 10,
  defaultVatBp: 800,
  transferAccount: null,
  returns: defaultReturnPolicy,
  rights: {},
  printMaxAgeHours: 4,
  extraReceipts: { cash: 0, transfer: 0, card: 0 },
  drawerReminderSeconds: 30,
  receiptLogo: null,
  locale: 'vi',
  soundVolume: 60,
};

export function readShopSettings(reader: Reader): ShopSettings {
  const stored = settingsShape.partial().safeParse(readSetting(reader, settingsKey) ?? {});
  return stored.success ? { ...defaultSettings, ...defined(stored.data) } : defaultSettings;
}

export function writeShopSettings(writer: Writer, settings: ShopSettings): void {
  writeSetting(writer, settingsKey, settings);
}

/** The shop's own VAT data, kept in its metafields: a default, rates by product type, overrides by product. */
export const vatRates = z.object({
  default_bp: z.int().min(0).max(10_000).nullable(),
  by_type: z.record(z.string(), z.int().min(0).max(10_000)),
  by_product: z.record(z.string(), z.int().min(0).max(10_000)),
});

export type VatRates = z.output<typeof vatRates>;

export function readVatRates(reader: Reader): VatRates {
  const parsed = vatRates.safeParse(readSetting(reader, vatKey));
  return parsed.success ? parsed.data : { default_bp: null, by_type: {}, by_product: {} };
}

export function writeVatRates(writer: Writer, rates: VatRates): void {
  writeSetting(writer, vatKey, rates);
}

/** The rate of goods on a business day (yyyy-mm-dd): not taxable means none; a product's own rate beats its type's, which beats the shop's default. */
export function vatRateOf(
  goods: { readonly productId: number; readonly productType: string; readonly taxable: boolean },
  rates: VatRates,
  shopDefault: number | null,
  day: string,
): VatRate {
  if (!goods.taxable) return null;
  const rate =
    entryOf(rates.by_product, String(goods.productId)) ??
    entryOf(rates.by_type, goods.productType) ??
    rates.default_bp ??
    shopDefault;
  return rate === null ? null : rateInForce(basisPoints(rate), day);
}

/** Product types are the shop's own words: one may be called like something every object has. */
function entryOf(table: Readonly<Record<string, number>>, key: string): number | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

function defined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
