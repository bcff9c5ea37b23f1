-- case: the usual columns
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a7,
  multiIf(isNull(a7), toUInt64(0), bitShiftRight(a7, 32) = 65535, toUInt64(4), toUInt64(6)) AS a8,
  toUInt64(ifNull(if(bitShiftRight(a7, 32) = 65535, bitAnd(a7, 4294967295), bitShiftRight(a7, 64)), 0)) AS a9,
  dictGet('location_block', 'block', a8, a9) AS a10,
  dictGet('location_range', 'starts', a10) AS a11,
  toInt64(arrayLastIndex(i -> substring(a11, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a9)), range(1, intDiv(length(a11), 8) + 1))) AS a12,
  toUInt64(if(a12 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a10), greatest(a12 * 4 - 3, 1), 4)))) AS a13,
  dictGet('location_place', 'latitude', a13) AS c1,
  dictGet('location_place', 'longitude', a13) AS c2,
  dictGet('location_place', 'country_code', a13) AS c3,
  dictGet('location_place', 'country_name', a13) AS c4,
  dictGet('location_place', 'city', a13) AS c5,
  dictGet('location_place', 'state', a13) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, c3, c4, f_ip, c1, c2, f_namespace, f_region, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: further columns as listed
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a9,
  multiIf(isNull(a9), toUInt64(0), bitShiftRight(a9, 32) = 65535, toUInt64(4), toUInt64(6)) AS a10,
  toUInt64(ifNull(if(bitShiftRight(a9, 32) = 65535, bitAnd(a9, 4294967295), bitShiftRight(a9, 64)), 0)) AS a11,
  dictGet('location_block', 'block', a10, a11) AS a12,
  dictGet('location_range', 'starts', a12) AS a13,
  toInt64(arrayLastIndex(i -> substring(a13, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a11)), range(1, intDiv(length(a13), 8) + 1))) AS a14,
  toUInt64(if(a14 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a12), greatest(a14 * 4 - 3, 1), 4)))) AS a15,
  dictGet('location_place', 'latitude', a15) AS c1,
  dictGet('location_place', 'longitude', a15) AS c2,
  dictGet('location_place', 'country_code', a15) AS c3,
  dictGet('location_place', 'country_name', a15) AS c4,
  dictGet('location_place', 'city', a15) AS c5,
  dictGet('location_place', 'state', a15) AS c6,
  dictGet('location_place', 'continent', a15) AS c7,
  dictGet('location_place', 'postal_code', a15) AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c5, c7, c3, c4, f_ip, c1, c2, f_namespace, c8, f_region, c6
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: further columns where a later stage names them
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a12,
  multiIf(isNull(a12), toUInt64(0), bitShiftRight(a12, 32) = 65535, toUInt64(4), toUInt64(6)) AS a13,
  toUInt64(ifNull(if(bitShiftRight(a12, 32) = 65535, bitAnd(a12, 4294967295), bitShiftRight(a12, 64)), 0)) AS a14,
  dictGet('location_block', 'block', a13, a14) AS a15,
  dictGet('location_range', 'starts', a15) AS a16,
  toInt64(arrayLastIndex(i -> substring(a16, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a14)), range(1, intDiv(length(a16), 8) + 1))) AS a17,
  toUInt64(if(a17 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a15), greatest(a17 * 4 - 3, 1), 4)))) AS a18,
  dictGet('location_place', 'continent', a18) AS c7,
  CAST(NULL AS Nullable(Int64)) AS c8,
  c7 AS c9,
  c8 AS c10,
  toInt64(count()) AS c11
SELECT c9, c10, c11
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c9, c10
ORDER BY c9 ASC NULLS LAST, c10 ASC NULLS LAST

-- case: a field of that name is left alone unless it is listed
WITH
  toInt64(count()) AS c7
SELECT c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND f_region = 'own'

-- case: of records
WITH
  f_ip AS c1,
  toUInt128(toIPv6OrNull(toString(c1))) AS a9,
  multiIf(isNull(a9), toUInt64(0), bitShiftRight(a9, 32) = 65535, toUInt64(4), toUInt64(6)) AS a10,
  toUInt64(ifNull(if(bitShiftRight(a9, 32) = 65535, bitAnd(a9, 4294967295), bitShiftRight(a9, 64)), 0)) AS a11,
  dictGet('location_block', 'block', a10, a11) AS a12,
  dictGet('location_range', 'starts', a12) AS a13,
  toInt64(arrayLastIndex(i -> substring(a13, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a11)), range(1, intDiv(length(a13), 8) + 1))) AS a14,
  toUInt64(if(a14 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a12), greatest(a14 * 4 - 3, 1), 4)))) AS a15,
  dictGet('location_place', 'city', a15) AS c7
SELECT c1, c7
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
HAVING NOT isNull(c7)
ORDER BY c1 ASC NULLS LAST

-- case: the older name of the source, with columns that have nothing
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a5,
  multiIf(isNull(a5), toUInt64(0), bitShiftRight(a5, 32) = 65535, toUInt64(4), toUInt64(6)) AS a6,
  toUInt64(ifNull(if(bitShiftRight(a5, 32) = 65535, bitAnd(a5, 4294967295), bitShiftRight(a5, 64)), 0)) AS a7,
  dictGet('location_block', 'block', a6, a7) AS a8,
  dictGet('location_range', 'starts', a8) AS a9,
  toInt64(arrayLastIndex(i -> substring(a9, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a7)), range(1, intDiv(length(a9), 8) + 1))) AS a10,
  toUInt64(if(a10 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a8), greatest(a10 * 4 - 3, 1), 4)))) AS a11,
  dictGet('location_place', 'city', a11) AS c1,
  CAST(NULL AS Nullable(String)) AS c2,
  CAST(NULL AS Nullable(String)) AS c3,
  CAST(NULL AS Nullable(Int64)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, c1, c4, c3, f_ip, f_namespace, f_region
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1
