/*
 * A listing says roughly where, never exactly: a stranger must not find a person's door by it.
 */

/** A whole postcode, wherever it stands in a text: `MB4 2QT`, `mb42qt`. */
const postcode = /\b[a-z]{1,2}\d[a-z\d]?\s?\d[abd-hjlnp-uw-z]{2}\b/i;

const streets =
  "street|st|road|rd|lane|ln|avenue|ave|drive|close|crescent|terrace|court|place|way|row|square|mews";

/** A house number and a street, as people write it: `12 Mill Lane`, `7b, Old Church Road`. */
const houseAndStreet = new RegExp(`\\b\\d+[a-z]?,?\\s+(?:[a-z'’]+\\s+){1,3}(?:${streets})\\b`, "i");
const capitalised = /\b\d+[A-Za-z]?,?\s+(?:[A-Z][\w'’]*\s+){1,3}[A-Z]\w+/;

/** The first half of a postcode: `MB4`, `SW1A`. */
const outwardCode = /^[a-z]{1,2}\d[a-z\d]?$/i;
const areaName = /^[\p{L}\p{M}][\p{L}\p{M}'’.& -]*$/u;
const streetName = /\s(?:street|road|lane|avenue|drive|crescent|terrace|mews)$/i;

/** Could a stranger find the door by this text? */
export const namesExactPlace = (text: string): boolean =>
  postcode.test(text) || (houseAndStreet.test(text) && capitalised.test(text));

/** An outward code or the name of an area, and nothing closer. */
export const isRoughPlace = (text: string): boolean =>
  outwardCode.test(text) || (areaName.test(text) && !streetName.test(text) && !postcode.test(text));
