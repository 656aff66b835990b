import { createHash } from 'node:crypto';
import { insertCustomer } from '../resources/customer-fields.ts';
import { firstId, run, type Store, takenUpTo } from '../store.ts';
import type { Random } from './random.ts';
import { familyNames, givenNames, homes, middleNames, mobilePrefixes } from './words.ts';

export const shopId = 200_000_777_001;
export const shopName = 'Tạp hóa & Thời trang Phương Nam';
export const guestEmail = 'guest@haravan.com';

/** Two places to sell from, one for goods on the road, and one whose stock can't be ordered. */
export const branches = [
  {
    id: 410_001,
    name: 'CN Lê Lợi',
    type: 'default',
    primary: 1,
    unavailable: 0,
    address1: '12 Lê Lợi, Phường Sài Gòn, TP. Hồ Chí Minh',
    phone: '02838123456',
  },
  {
    id: 410_002,
    name: 'CN Hai Bà Trưng',
    type: 'default',
    primary: 0,
    unavailable: 0,
    address1: '88 Hai Bà Trưng, Phường Tân Định, TP. Hồ Chí Minh',
    phone: '02838765432',
  },
  {
    id: 410_003,
    name: 'Hàng đang chuyển',
    type: 'ontheroad',
    primary: 0,
    unavailable: 0,
    address1: '',
    phone: '',
  },
  {
    id: 410_004,
    name: 'Kho hàng lỗi',
    type: 'default',
    primary: 0,
    unavailable: 1,
    address1: 'Kho Bình Tân',
    phone: '',
  },
] as const;

const staff = [
  { id: 200_000_500_001, last: 'Nguyễn Thị Thu', first: 'Hà', phone: '0901234501', owner: 1 },
  { id: 200_000_500_002, last: 'Lê Minh', first: 'Quân', phone: '0901234502', owner: 0 },
  { id: 200_000_500_003, last: 'Trần Thị', first: 'Lan', phone: '0901234503', owner: 0 },
  { id: 200_000_500_004, last: 'Phạm Gia', first: 'Khôi', phone: '0901234504', owner: 0 },
  { id: 200_000_500_005, last: 'Đặng Ngọc', first: 'Ánh', phone: '0901234505', owner: 0 },
] as const;

/** 64 upper-case hex characters, as private tokens are; told by the seed. */
export function tokenFor(seed: number): string {
  return createHash('sha256').update(`sandbox token ${seed}`).digest('hex').toUpperCase();
}

export function insertPlaces(store: Store): void {
  for (const place of branches) {
    const { id, name, type, primary, unavailable, address1, phone } = place;
    run(
      store,
      'INSERT INTO location VALUES (?, ?, ?, ?, ?, ?, ?)',
      id,
      name,
      type,
      primary,
      unavailable,
      address1,
      phone,
    );
  }
  staff.forEach((person, index) => {
    const { id, last, first, phone, owner } = person;
    const email = `nhanvien${index + 1}@shop.example`;
    run(store, 'INSERT INTO user VALUES (?, ?, ?, ?, ?, ?)', id, last, first, email, phone, owner);
  });
}

/** The guest every shop has, then customers with phones, half of them with an address. */
export function insertCustomers(store: Store, random: Random, wanted: number, madeAt: string): void {
  const guestId = firstId.customer;
  run(
    store,
    insertCustomer,
    guestId,
    '',
    'Khách lẻ',
    guestEmail,
    null,
    '',
    '',
    null,
    null,
    0,
    madeAt,
    madeAt,
  );
  let addressId: number = firstId.address;
  for (let index = 0; index < wanted; index += 1) {
    const id = guestId + 1 + index;
    const family = random.pick(familyNames);
    const last = `${family} ${random.pick(middleNames)}`;
    const first = random.pick(givenNames);
    const phone = phoneOf(index);
    const email = random.oneIn(4) ? `khach${index}@mail.example` : null;
    const gender = random.oneIn(3) ? null : random.between(0, 1);
    const birthday = random.oneIn(3) ? birthdayOf(random) : null;
    const tags = random.oneIn(20) ? 'khách quen' : '';
    run(store, insertCustomer, id, last, first, email, phone, '', tags, gender, birthday, 0, madeAt, madeAt);
    if (random.oneIn(2)) {
      const address = { ...addressOf(random), first_name: first, last_name: last, phone };
      run(store, 'INSERT INTO address VALUES (?, ?, 1, ?)', addressId, id, JSON.stringify(address));
      addressId += 1;
    }
  }
  takenUpTo(store, 'customer', guestId + wanted);
  takenUpTo(store, 'address', addressId);
}

/** Ten digits behind a prefix the networks use today; 7919 shares no factor with 10^7, so that none comes twice. */
function phoneOf(index: number): string {
  const prefix = mobilePrefixes[index % mobilePrefixes.length] ?? '090';
  return `${prefix}${((1_234_567 + index * 7919) % 10_000_000).toString().padStart(7, '0')}`;
}

function birthdayOf(random: Random): string {
  return new Date(
    Date.UTC(random.between(1955, 2006), random.between(0, 11), random.between(1, 28)),
  ).toISOString();
}

function addressOf(random: Random) {
  const home = random.pick(homes);
  return {
    company: null,
    address1: `${random.between(1, 399)} ${home.street}`,
    address2: null,
    city: null,
    zip: null,
    country: 'Vietnam',
    country_code: 'vn',
    province: 'Hồ Chí Minh',
    province_code: 'HC',
    district: home.district,
    district_code: home.districtCode,
    ward: home.ward,
    ward_code: home.wardCode,
  };
}
