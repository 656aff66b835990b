import type { FastifyInstance } from 'fastify';
import { notFound } from '../context.ts';
import { type Place, placeAt, placesIn, vietnam } from '../places/places.ts';
import { given, idFrom, type Query, trimmed } from '../query.ts';

type ById = { Params: { id: string; provinceId: string }; Querystring: Query };

/** Where the shop delivers: three levels still, although the country has done without districts since July 2025. */
export function placeRoutes(app: FastifyInstance): void {
  app.get<ById>('/com/countries.json', ({ query }) => ({ countries: [trimmed(countryFields(), query)] }));
  app.get('/com/countries/count.json', () => ({ count: 1 }));
  app.get<ById>('/com/countries/:id.json', ({ params, query }) => {
    mustBeVietnam(params.id);
    return { country: trimmed(countryFields(), query) };
  });
  app.get<ById>('/com/countries/:id/provinces.json', ({ params, query }) => {
    mustBeVietnam(params.id);
    const since = Number(given(query, 'since_id') ?? 0);
    const provinces = placesIn('P', vietnam.id).filter(({ id }) => id > since);
    return { provinces: provinces.map((place) => trimmed(provinceFields(place), query)) };
  });
  app.get<ById>('/com/countries/:id/provinces/count.json', ({ params }) => {
    mustBeVietnam(params.id);
    return { count: placesIn('P', vietnam.id).length };
  });
  app.get<ById>('/com/countries/:id/provinces/:provinceId.json', ({ params }) => {
    mustBeVietnam(params.id);
    return { province: provinceFields(find('P', params.provinceId)) };
  });
  app.get<ById>('/com/provinces/:id/districts.json', ({ params }) => {
    const province = find('P', params.id);
    const districts = placesIn('D', province.id);
    return { districts: districts.map((place) => ({ ...named(place), province_id: province.id })) };
  });
  app.get<ById>('/com/districts/:id/wards.json', ({ params }) => {
    const district = find('D', params.id);
    return {
      wards: placesIn('W', district.id).map((place) => ({ ...named(place), district_id: district.id })),
    };
  });
  app.get<ById>('/com/shipping_rates.json', ({ query }) => ({ shipping_rates: ratesFor(query) }));
}

function mustBeVietnam(id: string): void {
  if (idFrom(id) !== vietnam.id) throw notFound();
}

function find(level: 'P' | 'D', id: string): Place {
  const place = placeAt(level, idFrom(id));
  if (place === undefined) throw notFound();
  return place;
}

function named({ id, name, code }: Place) {
  return { id, name, code };
}

function countryFields() {
  return {
    carrier_shipping_rate_providers: null,
    code: vietnam.code,
    id: vietnam.id,
    name: vietnam.name,
    price_based_shipping_rates: null,
    provinces: placesIn('P', vietnam.id).map(provinceFields),
    tax_name: null,
  };
}

function provinceFields(place: Place) {
  return {
    ...named(place),
    country_id: vietnam.id,
    tax: null,
    tax_name: null,
    tax_type: null,
    tax_percentage: null,
  };
}

const homeProvince = 50;
const freeFrom = 500_000;

/** This shop's own rates: cheap in its city, dearer elsewhere and for what is heavy, none for large orders, none abroad. */
function ratesFor(query: Query) {
  if (Number(given(query, 'country_id') ?? vietnam.id) !== vietnam.id) return [];
  const isHome = Number(given(query, 'province_id')) === homeProvince;
  const kilos = Math.ceil(Number(given(query, 'total_weight') ?? 0) / 1000) || 0;
  const isFree = Number(given(query, 'total_price') ?? 0) >= freeFrom;
  const base = isHome ? 20_000 : 35_000;
  const price = base + Math.max(0, kilos - 2) * 5000;
  const rates = [{ id: 16_629_518, title: 'Giao hàng tận nơi', price: isFree ? 0 : price }];
  return isHome ? [...rates, { id: 16_629_519, title: 'Giao trong 2 giờ', price: price + 20_000 }] : rates;
}
