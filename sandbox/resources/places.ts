import type { FastifyInstance } from 'fastify';
import { notFound, type Shop } from '../context.ts';

const made = '2026-11-01T02:00:00.000Z';

type LocationRow = {
  id: number;
  name: string;
  type: string;
  is_primary: number;
  is_unavailable: number;
  address1: string;
  phone: string;
};
type UserRow = { id: number; last_name: string; first_name: string; email: string; account_owner: number };

/** Shop, locations and users: read only, as over the real API. */
export function placeRoutes(app: FastifyInstance, shop: Shop): void {
  app.get('/com/shop.json', () => ({ shop: shopFields() }));
  app.get('/com/locations.json', () => ({ locations: allLocations(shop).map(locationFields) }));
  app.get<{ Params: { id: string } }>('/com/locations/:id.json', ({ params }) => {
    const row = allLocations(shop).find((location) => location.id === Number(params.id));
    if (row === undefined) throw notFound();
    return { location: locationFields(row) };
  });
  app.get('/com/users.json', () => ({ users: allUsers(shop).map(userFields) }));
  app.get<{ Params: { id: string } }>('/com/users/:id.json', ({ params }) => {
    const row = allUsers(shop).find((user) => user.id === Number(params.id));
    if (row === undefined) throw notFound();
    return { user: userFields(row) };
  });
}

function allLocations(shop: Shop): readonly LocationRow[] {
  return shop.store.prepare<[], LocationRow>('SELECT * FROM location ORDER BY id').all();
}

function allUsers(shop: Shop): readonly UserRow[] {
  return shop.store.prepare<[], UserRow>('SELECT * FROM user ORDER BY id').all();
}

function shopFields() {
  return {
    id: 200_000_777_001,
    name: 'Tạp hóa & Thời trang Phương Nam',
    email: 'chushop@shop.example',
    customer_email: null,
    phone: '02838123456',
    address1: '12 Lê Lợi, Phường Sài Gòn',
    city: null,
    province: 'Hồ Chí Minh',
    province_code: 'HC',
    country: 'VN',
    country_code: 'VN',
    country_name: 'Vietnam',
    zip: null,
    domain: 'phuongnam.example',
    myharavan_domain: 'phuong-nam.myharavan.com',
    currency: 'VND',
    timezone: '(GMT+07:00) Hanoi',
    money_format: '{{amount}}₫',
    money_with_currency_format: '{{amount}} VND',
    shop_owner: 'Nguyễn Thị Thu Hà',
    plan_name: 'omnichannel',
    display_plan_name: 'Omnichannel',
    primary_locale: 'vi',
    source: null,
    taxes_included: true,
    inventory_method: 'default',
  };
}

function locationFields(row: LocationRow) {
  return {
    id: row.id,
    name: row.name,
    location_type: row.type,
    type: row.type,
    is_primary: row.is_primary === 1,
    is_unavailable_quantity: row.is_unavailable === 1,
    email: null,
    phone: row.phone,
    address1: row.address1,
    address2: null,
    zip: null,
    city: null,
    province: 'Hồ Chí Minh',
    province_code: 'HC',
    district: null,
    district_code: null,
    ward: null,
    ward_code: null,
    country: 'Vietnam',
    country_code: 'VN',
    country_name: 'Vietnam',
    created_at: made,
    updated_at: made,
  };
}

function userFields(row: UserRow) {
  return {
    id: row.id,
    first_name: row.first_name,
    last_name: row.last_name,
    email: row.email,
    phone: null,
    bio: null,
    im: null,
    url: null,
    account_owner: row.account_owner === 1,
    receive_announcements: 0,
    user_type: 'invited',
    permissions: row.account_owner === 1 ? ['full'] : ['orders', 'products', 'customers'],
  };
}
