import { settingsShape } from '../../contracts/inputs.ts';
import type { BranchView, SetupStep, SetupView } from '../../contracts/views/session.ts';
import { branchCodes } from '../../domain/sale/receipt-number.ts';
import { checkedPin } from '../../domain/staff.ts';
import { appendJournal } from '../db/repositories/journal.ts';
import { readSetting, writeSetting } from '../db/repositories/settings.ts';
import { shopEntry } from '../db/repositories/shop-entries.ts';
import { insertStaff, staffById, upsertCloudStaff } from '../db/repositories/staff.ts';
import type { Reader } from '../db/store.ts';
import { type Envelope, failure, fromRule, success } from './answer.ts';
import { checkedToken, keepToken, readToken } from './cloud-token.ts';
import { givePin, hasOwner, staffViews } from './manage-staff.ts';
import { beginAnew, shopDataTrouble } from './shop-data-state.ts';
import { settingKey } from './shop-entries.ts';
import { readShopFacts, type ShopFacts, usualReceiptHeader, writeShopFacts } from './shop-facts.ts';
import { readBinding, readShopSettings, writeBinding, writeShopSettings } from './shop-settings.ts';
import type { Actor, Till } from './till.ts';

export const haravanUrl = 'https://apis.haravan.com';

const finishedKey = 'setup.finished';
const joinedKey = 'setup.joined';

export function isSetUp(reader: Reader): boolean {
  return readSetting(reader, finishedKey) === true;
}

/**
 * Whether set-up belongs to whoever sits at the machine: nobody owns it yet, or its owner came with the shop's data, which opened
 * with the token that was typed in here. It ends with set-up, or with the owner named here.
 */
export function isFirstRun(reader: Reader): boolean {
  return !hasOwner(reader) || isJoining(reader);
}

function isJoining(reader: Reader): boolean {
  return !isSetUp(reader) && readSetting(reader, joinedKey) === true;
}

export function setupView(till: Till): SetupView {
  const shop = readShopFacts(till.store);
  return {
    step: currentStep(till),
    baseUrl: shop?.baseUrl ?? haravanUrl,
    shopName: shop?.name ?? null,
    branches: shop?.branches ?? [],
    branchName: readBinding(till.store)?.branchName ?? null,
    pull: till.sync.pullProgress(),
    staff: staffViews(till.store),
    staffListed: shop?.staffListed ?? true,
    joined: isJoining(till.store),
    shopData: shopDataTrouble(till.store),
    failure: null,
  };
}

function currentStep(till: Till): SetupStep {
  if (readShopFacts(till.store) === null) return 'connect';
  if (readBinding(till.store) === null) return 'branch';
  if (!hasOwner(till.store)) return 'owner';
  if (!till.sync.pullProgress().sellable) return 'pull';
  return isJoining(till.store) ? 'ready' : 'staff';
}

/** Checks a token against the live shop and keeps it in the keychain; only then is anything written down. */
export async function connectShop(
  till: Till,
  request: { readonly baseUrl: string; readonly token: string },
): Promise<Envelope<null>> {
  const baseUrl = checkedUrl(request.baseUrl);
  if (baseUrl === null) return failure('CLOUD_URL_INVALID');
  const checked = await checkedToken(till, request.token);
  if (!checked.ok) return checked;
  const token = checked.value;
  const cloud = till.openCloud({ baseUrl, token });
  const shop = await cloud.shop();
  if (!shop.ok) return shop;
  const branches = await cloud.branches();
  if (!branches.ok) return branches;
  if (branches.value.length === 0) return failure('NO_BRANCH');
  const users = await cloud.users();
  if (!users.ok && users.error.code !== 'CLOUD_SCOPE_MISSING') return users;
  const bound = readBinding(till.store);
  if (bound !== null && bound.shopId !== shop.value.id) return failure('ALREADY_BOUND');
  const kept = await keepToken(till, token);
  if (!kept.ok) return kept;
  const at = till.clock();
  till.store.inTransaction(() => {
    const facts: ShopFacts = {
      baseUrl,
      shopId: shop.value.id,
      name: shop.value.name,
      address: shop.value.address,
      phone: shop.value.phone,
      staffListed: users.ok && users.value.length > 0,
      branches: [...branches.value],
    };
    writeShopFacts(till.store, facts);
    for (const user of users.ok ? users.value : []) {
      upsertCloudStaff(till.store, {
        id: till.newId(),
        cloudUserId: user.id,
        name: user.name,
        isAccountOwner: user.isAccountOwner,
        at,
      });
    }
    if (bound !== null) writeBinding(till.store, { ...bound, baseUrl });
  });
  if (bound !== null) {
    // A token that replaces another one is let in to the shop's shared data, and what waited for it goes on.
    till.shopData.soon();
    till.sync.tokenChanged();
  }
  till.notify('app');
  return success(null);
}

/**
 * Binds this machine to one branch of the connected shop, and looks whether the shop has owner, PINs and settings already. Where that
 * cannot be found out now it fails, bound though it is: doing it again is harmless, naming a second owner would not be.
 */
export async function bindMachine(
  till: Till,
  by: string | null,
  request: { readonly locationId: number; readonly tillNumber: number },
): Promise<Envelope<null>> {
  const shop = readShopFacts(till.store);
  if (shop === null) return failure('NOT_BOUND');
  const branch = shop.branches.find((candidate) => candidate.id === request.locationId);
  if (branch === undefined) return failure('BRANCH_MISSING');
  const { tillNumber } = request;
  if (!Number.isInteger(tillNumber) || tillNumber < 1 || tillNumber > 99)
    return failure('TILL_NUMBER_INVALID');
  const token = await readToken(till);
  if (!token.ok) return token;
  const before = readBinding(till.store);
  const tillId = before?.tillId ?? till.newId();
  const claimed = await till
    .openCloud({ baseUrl: shop.baseUrl, token: token.value })
    .claimTill({ tillId, locationId: branch.id, tillNumber });
  if (!claimed.ok) return claimed;
  const at = till.clock();
  till.store.inTransaction(() => {
    const branchCode = branchCodes(shop.branches).get(branch.id) ?? 'CN';
    writeBinding(till.store, {
      tillId,
      shopId: shop.shopId,
      shopName: shop.name,
      baseUrl: shop.baseUrl,
      locationId: branch.id,
      branchName: branch.name,
      branchCode,
      tillNumber,
      boundAt: at,
    });
    writeReceiptHeader(till, shop, branch, before?.locationId);
    appendJournal(till.store, {
      kind: 'till-bound',
      at,
      staffId: by,
      subjectId: tillId,
      facts: { branch: branch.id, tillNumber },
    });
  });
  const joined = await joinShop(till);
  till.notify('app');
  return joined;
}

/** Takes over what the shop's other tills have. A standing trouble of the shared data keeps no machine from being set up. */
async function joinShop(till: Till): Promise<Envelope<null>> {
  const wasOwned = hasOwner(till.store);
  const shared = await till.shopData.share();
  if (!shared.ok && shopDataTrouble(till.store)?.code !== shared.error.code) return shared;
  if (!wasOwned && hasOwner(till.store)) writeSetting(till.store, joinedKey, true);
  return success(null);
}

/** The first owner gives their own PIN; once there is an owner, only an owner can add another. */
export async function nameOwner(
  till: Till,
  request: { readonly staffId: string | null; readonly name: string; readonly pin: string },
): Promise<Envelope<Actor>> {
  if (readBinding(till.store) === null) return failure('NOT_BOUND');
  if (hasOwner(till.store)) return failure('NOT_ALLOWED');
  // Another machine of the shop may have been quicker.
  const joined = await joinShop(till);
  if (!joined.ok) return joined;
  if (hasOwner(till.store)) {
    till.notify('app');
    return failure('SHOP_HAS_OWNER');
  }
  const name = request.name.normalize('NFC').trim();
  if (request.staffId === null && (name.length < 1 || name.length > 100)) return failure('STAFF_NAME_NEEDED');
  const staffId = request.staffId ?? till.newId();
  if (request.staffId === null) {
    // A PIN that cannot be one must not leave an owner behind who has none.
    const pin = fromRule(checkedPin(request.pin));
    if (!pin.ok) return pin;
    insertStaff(till.store, { id: staffId, name, role: 'owner', at: till.clock() });
  }
  if (shopDataTrouble(till.store)?.code === 'SHOP_DATA_LOCKED') beginAnew(till.store);
  const given = await givePin(till, null, { staffId, pin: request.pin, role: 'owner' });
  if (!given.ok) return given;
  return success({ staffId, name: staffById(till.store, staffId)?.name ?? name, role: 'owner' });
}

/** The end of set-up: from here on the machine sells. */
export function finishSetup(till: Till): Envelope<null> {
  if (readBinding(till.store) === null) return failure('NOT_BOUND');
  if (!till.sync.pullProgress().sellable) return failure('PULL_NOT_READY');
  writeSetting(till.store, finishedKey, true);
  till.sync.start();
  till.notify('app');
  return success(null);
}

/** https everywhere; plain http only to this machine, for a shop cloud that runs on it. */
function checkedUrl(text: string): string | null {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || url.username !== '' || url.search !== '' || url.hash !== '') return null;
  const isLocal = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const isAllowed = url.protocol === 'https:' || (url.protocol === 'http:' && isLocal);
  return isAllowed ? `${url.origin}${url.pathname.replace(/\/+$/, '')}` : null;
}

/** A branch's own words where its tills have any, the usual ones on a new machine or at another branch. */
function writeReceiptHeader(till: Till, shop: ShopFacts, branch: BranchView, formerBranch?: number): void {
  const settings = readShopSettings(till.store);
  if (settings.receiptHeader.length > 0 && (formerBranch === undefined || formerBranch === branch.id)) return;
  const known = shopEntry(till.store, settingKey('receiptHeader', branch.id));
  const shared = settingsShape.shape.receiptHeader.safeParse(known?.value);
  writeShopSettings(till.store, {
    ...settings,
    receiptHeader: shared.success ? shared.data : usualReceiptHeader(shop, branch),
  });
}
