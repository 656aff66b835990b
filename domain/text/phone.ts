/** Old 11-digit mobile prefixes and what they became in 2018 (Ministry of Information and Communications renumbering). */
const renumbered2018: Readonly<Record<string, string>> = {
  '0162': '032',
  '0163': '033',
  '0164': '034',
  '0165': '035',
  '0166': '036',
  '0167': '037',
  '0168': '038',
  '0169': '039',
  '0120': '070',
  '0121': '079',
  '0122': '077',
  '0126': '076',
  '0128': '078',
  '0123': '083',
  '0124': '084',
  '0125': '085',
  '0127': '081',
  '0129': '082',
  '0186': '056',
  '0188': '058',
  '0199': '059',
};

const mobile = /^0(3[0-9]|70|7[6-9]|5[1689][0-9]|52[238]|55[9]|8[1-8]|89[6-9]|9[0-8]|99[013-9])\d+$/;
const landline = /^02\d{9}$/;
const service = /^1[89]00\d{4,6}$/;

export type Phone = { readonly e164: string | null; readonly local: string | null };

/** A Vietnamese phone number as people write it → E.164 and local form; both null when it is none. */
export function parsePhone(raw: string): Phone {
  const compact = raw.replace(/[^\d+]/g, '');
  const national = nationalForm(compact);
  const current = renumber(national);
  if ((current.length === 10 && mobile.test(current)) || landline.test(current)) {
    return { e164: `+84${current.slice(1)}`, local: current };
  }
  return service.test(compact) ? { e164: null, local: compact } : { e164: null, local: null };
}

function nationalForm(compact: string): string {
  for (const prefix of ['+84', '0084']) {
    if (compact.startsWith(prefix)) return `0${compact.slice(prefix.length)}`;
  }
  if (/^84\d{9}$/.test(compact)) return `0${compact.slice(2)}`;
  // Spreadsheets eat the leading zero of a mobile number.
  return /^[35789]\d{8}$/.test(compact) ? `0${compact}` : compact;
}

function renumber(national: string): string {
  const replacement = national.length === 11 ? renumbered2018[national.slice(0, 4)] : undefined;
  return replacement === undefined ? national : replacement + national.slice(4);
}
