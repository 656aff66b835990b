import type { FastifyInstance } from 'fastify';
import { notFound, type Shop } from '../context.ts';
import { idFrom } from '../query.ts';
import { all } from '../store.ts';

type LocationRow = {
  id: number;
  name: string;
  type: string;
  is_primary: number;
  is_unavailable: number;
  address1: string;
  phone: string;
};

/** Branches, goods on the road and places whose stock can't be sold; read only. */
export function locationRoutes(app: FastifyInstance, shop: Shop): void {
  const list = () => all<LocationRow>(shop.store, 'SELECT * FROM location ORDER BY id');
  app.get('/com/locations.json', () => ({ locations: list().map((row) => locationFields(shop, row)) }));
  app.get<{ Params: { id: string } }>('/com/locations/:id.json', ({ params }) => {
    const row = list().find((location) => location.id === idFrom(params.id));
    if (row === undefined) throw notFound();
    return { location: locationFields(shop, row) };
  });
}

export function locationName(shop: Shop, id: number): string | null {
  const row = all<LocationRow>(shop.store, 'SELECT * FROM location WHERE id = ?', id)[0];
  return row?.name ?? null;
}

function locationFields(shop: Shop, row: LocationRow) {
  return {
    id: row.id,
    name: row.name,
    location_type: row.type,
    type: row.type,
    is_primary: row.is_primary === 1,
    is_unavailable_quantity: row.is_unavailable === 1,
    email: null,
    phone: row.phone === '' ? null : row.phone,
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
    created_at: shop.options.epoch,
    updated_at: shop.options.epoch,
  };
}
