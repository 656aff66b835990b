import { z } from 'zod';
import type { BranchView } from '../../contracts/views/session.ts';
import { readSetting, writeSetting } from '../db/repositories/settings.ts';
import type { Reader, Writer } from '../db/store.ts';

const shopKey = 'setup.shop';

/** What set-up learned of the shop before the machine is bound; the token itself is only in the keychain. */
const shopFacts = z.object({
  baseUrl: z.string(),
  shopId: z.number(),
  name: z.string(),
  address: z.string(),
  phone: z.string(),
  staffListed: z.boolean(),
  branches: z.array(z.object({ id: z.number(), name: z.string(), address: z.string() })),
});

export type ShopFacts = z.output<typeof shopFacts>;

export function readShopFacts(reader: Reader): ShopFacts | null {
  const parsed = shopFacts.safeParse(readSetting(reader, shopKey));
  return parsed.success ? parsed.data : null;
}

export function writeShopFacts(writer: Writer, facts: ShopFacts): void {
  writeSetting(writer, shopKey, facts);
}

/** What stands at the head of a branch's receipts as long as nobody wrote anything else. */
export function usualReceiptHeader(shop: ShopFacts, branch: BranchView): readonly string[] {
  const header = [
    shop.name,
    branch.name,
    branch.address || shop.address,
    shop.phone === '' ? '' : `ĐT: ${shop.phone}`,
  ];
  return header.filter((line) => line !== '');
}
