-- case: places of addresses of both kinds
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a4,
  multiIf(isNull(a4), toUInt64(0), bitShiftRight(a4, 32) = 65535, toUInt64(4), toUInt64(6)) AS a5,
  toUInt64(ifNull(if(bitShiftRight(a4, 32) = 65535, bitAnd(a4, 4294967295), bitShiftRight(a4, 64)), 0)) AS a6,
  dictGet('location_block', 'block', a5, a6) AS a7,
  dictGet('location_range', 'starts', a7) AS a8,
  toInt64(arrayLastIndex(i -> substring(a8, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a6)), range(1, intDiv(length(a8), 8) + 1))) AS a9,
  toUInt64(if(a9 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a7), greatest(a9 * 4 - 3, 1), 4)))) AS a10,
  dictGet('location_place', 'latitude', a10) AS c1,
  dictGet('location_place', 'longitude', a10) AS c2,
  dictGet('location_place', 'country_code', a10) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_addr, c3, f_ip, c1, c2, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the edges of a range, and an address written as IPv6
WITH
  toUInt128(toIPv6OrNull(toString(f_addr))) AS a2,
  multiIf(isNull(a2), toUInt64(0), bitShiftRight(a2, 32) = 65535, toUInt64(4), toUInt64(6)) AS a3,
  toUInt64(ifNull(if(bitShiftRight(a2, 32) = 65535, bitAnd(a2, 4294967295), bitShiftRight(a2, 64)), 0)) AS a4,
  dictGet('location_block', 'block', a3, a4) AS a5,
  dictGet('location_range', 'starts', a5) AS a6,
  toInt64(arrayLastIndex(i -> substring(a6, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a4)), range(1, intDiv(length(a6), 8) + 1))) AS a7,
  toUInt64(if(a7 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a5), greatest(a7 * 4 - 3, 1), 4)))) AS a8,
  dictGet('location_place', 'city', a8) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_addr, c1, f_ip, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: names for the columns
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a3,
  multiIf(isNull(a3), toUInt64(0), bitShiftRight(a3, 32) = 65535, toUInt64(4), toUInt64(6)) AS a4,
  toUInt64(ifNull(if(bitShiftRight(a3, 32) = 65535, bitAnd(a3, 4294967295), bitShiftRight(a3, 64)), 0)) AS a5,
  dictGet('location_block', 'block', a4, a5) AS a6,
  dictGet('location_range', 'starts', a6) AS a7,
  toInt64(arrayLastIndex(i -> substring(a7, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a5)), range(1, intDiv(length(a7), 8) + 1))) AS a8,
  toUInt64(if(a8 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a6), greatest(a8 * 4 - 3, 1), 4)))) AS a9,
  dictGet('location_place', 'country_name', a9) AS c1,
  dictGet('location_place', 'state', a9) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_addr, c1, f_ip, f_namespace, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND startsWith(c1, 'United')
ORDER BY message_time DESC NULLS LAST

-- case: just the field
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a2,
  multiIf(isNull(a2), toUInt64(0), bitShiftRight(a2, 32) = 65535, toUInt64(4), toUInt64(6)) AS a3,
  toUInt64(ifNull(if(bitShiftRight(a2, 32) = 65535, bitAnd(a2, 4294967295), bitShiftRight(a2, 64)), 0)) AS a4,
  dictGet('location_block', 'block', a3, a4) AS a5,
  dictGet('location_range', 'starts', a5) AS a6,
  toInt64(arrayLastIndex(i -> substring(a6, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a4)), range(1, intDiv(length(a6), 8) + 1))) AS a7,
  toUInt64(if(a7 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a5), greatest(a7 * 4 - 3, 1), 4)))) AS a8,
  dictGet('location_place', 'postal_code', a8) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_addr, f_ip, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c1)
ORDER BY message_time DESC NULLS LAST

-- case: either side may be the field
WITH
  toUInt128(toIPv6OrNull(toString(f_addr))) AS a3,
  multiIf(isNull(a3), toUInt64(0), bitShiftRight(a3, 32) = 65535, toUInt64(4), toUInt64(6)) AS a4,
  toUInt64(ifNull(if(bitShiftRight(a3, 32) = 65535, bitAnd(a3, 4294967295), bitShiftRight(a3, 64)), 0)) AS a5,
  dictGet('location_block', 'block', a4, a5) AS a6,
  dictGet('location_range', 'starts', a6) AS a7,
  toInt64(arrayLastIndex(i -> substring(a7, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a5)), range(1, intDiv(length(a7), 8) + 1))) AS a8,
  toUInt64(if(a8 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a6), greatest(a8 * 4 - 3, 1), 4)))) AS a9,
  dictGet('location_place', 'city', a9) AS c1,
  toInt64(count()) AS c2
SELECT c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c1)

-- case: all columns
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a14,
  multiIf(isNull(a14), toUInt64(0), bitShiftRight(a14, 32) = 65535, toUInt64(4), toUInt64(6)) AS a15,
  toUInt64(ifNull(if(bitShiftRight(a14, 32) = 65535, bitAnd(a14, 4294967295), bitShiftRight(a14, 64)), 0)) AS a16,
  dictGet('location_block', 'block', a15, a16) AS a17,
  dictGet('location_range', 'starts', a17) AS a18,
  toInt64(arrayLastIndex(i -> substring(a18, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a16)), range(1, intDiv(length(a18), 8) + 1))) AS a19,
  toUInt64(if(a19 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a17), greatest(a19 * 4 - 3, 1), 4)))) AS a20,
  dictGet('location_place', 'latitude', a20) AS c1,
  dictGet('location_place', 'longitude', a20) AS c2,
  dictGet('location_place', 'continent', a20) AS c3,
  dictGet('location_place', 'country_code', a20) AS c4,
  dictGet('location_place', 'country_name', a20) AS c5,
  dictGet('location_place', 'region', a20) AS c6,
  dictGet('location_place', 'city', a20) AS c7,
  dictGet('location_place', 'state', a20) AS c8,
  dictGet('location_place', 'postal_code', a20) AS c9,
  CAST(NULL AS Nullable(String)) AS c10,
  CAST(NULL AS Nullable(Int64)) AS c11,
  CAST(NULL AS Nullable(Int64)) AS c12,
  CAST(NULL AS Nullable(Int64)) AS c13
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_addr, c7, c13, c10, c3, c11, c4, c5, f_ip, c1, c2, f_namespace, c9, c6, c8, c12
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: networks
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a3,
  multiIf(isNull(a3), toUInt64(0), bitShiftRight(a3, 32) = 65535, toUInt64(4), toUInt64(6)) AS a4,
  toUInt64(ifNull(if(bitShiftRight(a3, 32) = 65535, bitAnd(a3, 4294967295), bitShiftRight(a3, 64)), 0)) AS a5,
  dictGet('network_block', 'block', a4, a5) AS a6,
  dictGet('network_range', 'starts', a6) AS a7,
  toInt64(arrayLastIndex(i -> substring(a7, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a5)), range(1, intDiv(length(a7), 8) + 1))) AS a8,
  toUInt64(if(a8 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('network_range', 'places', a6), greatest(a8 * 4 - 3, 1), 4)))) AS a9,
  dictGet('network_place', 'asn', a9) AS c1,
  dictGet('network_place', 'organization', a9) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_addr, c1, f_ip, f_namespace, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT isNull(c1)
ORDER BY message_time DESC NULLS LAST

-- case: of records, which keep their order
WITH
  f_ip AS c1,
  toInt64(count()) AS c2,
  toUInt128(toIPv6OrNull(toString(c1))) AS a4,
  multiIf(isNull(a4), toUInt64(0), bitShiftRight(a4, 32) = 65535, toUInt64(4), toUInt64(6)) AS a5,
  toUInt64(ifNull(if(bitShiftRight(a4, 32) = 65535, bitAnd(a4, 4294967295), bitShiftRight(a4, 64)), 0)) AS a6,
  dictGet('location_block', 'block', a5, a6) AS a7,
  dictGet('location_range', 'starts', a7) AS a8,
  toInt64(arrayLastIndex(i -> substring(a8, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a6)), range(1, intDiv(length(a8), 8) + 1))) AS a9,
  toUInt64(if(a9 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a7), greatest(a9 * 4 - 3, 1), 4)))) AS a10,
  dictGet('location_place', 'country_code', a10) AS c3
SELECT c1, c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c1
ORDER BY c1 ASC NULLS LAST

-- case: messages stay newest first
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a2,
  multiIf(isNull(a2), toUInt64(0), bitShiftRight(a2, 32) = 65535, toUInt64(4), toUInt64(6)) AS a3,
  toUInt64(ifNull(if(bitShiftRight(a2, 32) = 65535, bitAnd(a2, 4294967295), bitShiftRight(a2, 64)), 0)) AS a4,
  dictGet('location_block', 'block', a3, a4) AS a5,
  dictGet('location_range', 'starts', a5) AS a6,
  toInt64(arrayLastIndex(i -> substring(a6, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a4)), range(1, intDiv(length(a6), 8) + 1))) AS a7,
  toUInt64(if(a7 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a5), greatest(a7 * 4 - 3, 1), 4)))) AS a8,
  dictGet('location_place', 'city', a8) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_addr, c1, f_ip, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 2

-- case: groups of what was looked up
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a4,
  multiIf(isNull(a4), toUInt64(0), bitShiftRight(a4, 32) = 65535, toUInt64(4), toUInt64(6)) AS a5,
  toUInt64(ifNull(if(bitShiftRight(a4, 32) = 65535, bitAnd(a4, 4294967295), bitShiftRight(a4, 64)), 0)) AS a6,
  dictGet('location_block', 'block', a5, a6) AS a7,
  dictGet('location_range', 'starts', a7) AS a8,
  toInt64(arrayLastIndex(i -> substring(a8, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a6)), range(1, intDiv(length(a8), 8) + 1))) AS a9,
  toUInt64(if(a9 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a7), greatest(a9 * 4 - 3, 1), 4)))) AS a10,
  dictGet('location_place', 'country_code', a10) AS c1,
  c1 AS c2,
  toInt64(count()) AS c3
SELECT c2, c3
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
GROUP BY c2
ORDER BY c2 ASC NULLS LAST

-- case: one lookup after the other
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a3,
  multiIf(isNull(a3), toUInt64(0), bitShiftRight(a3, 32) = 65535, toUInt64(4), toUInt64(6)) AS a4,
  toUInt64(ifNull(if(bitShiftRight(a3, 32) = 65535, bitAnd(a3, 4294967295), bitShiftRight(a3, 64)), 0)) AS a5,
  dictGet('location_block', 'block', a4, a5) AS a6,
  dictGet('location_range', 'starts', a6) AS a7,
  toInt64(arrayLastIndex(i -> substring(a7, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a5)), range(1, intDiv(length(a7), 8) + 1))) AS a8,
  toUInt64(if(a8 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a6), greatest(a8 * 4 - 3, 1), 4)))) AS a9,
  dictGet('location_place', 'city', a9) AS c1,
  toUInt128(toIPv6OrNull(toString(f_addr))) AS a10,
  multiIf(isNull(a10), toUInt64(0), bitShiftRight(a10, 32) = 65535, toUInt64(4), toUInt64(6)) AS a11,
  toUInt64(ifNull(if(bitShiftRight(a10, 32) = 65535, bitAnd(a10, 4294967295), bitShiftRight(a10, 64)), 0)) AS a12,
  dictGet('location_block', 'block', a11, a12) AS a13,
  dictGet('location_range', 'starts', a13) AS a14,
  toInt64(arrayLastIndex(i -> substring(a14, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a12)), range(1, intDiv(length(a14), 8) + 1))) AS a15,
  toUInt64(if(a15 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a13), greatest(a15 * 4 - 3, 1), 4)))) AS a16,
  dictGet('location_place', 'city', a16) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_addr, c1, f_ip, f_namespace, c2
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND c1 = c2
ORDER BY message_time DESC NULLS LAST

-- case: a comment after the address of the table
WITH
  toUInt128(toIPv6OrNull(toString(f_ip))) AS a2,
  multiIf(isNull(a2), toUInt64(0), bitShiftRight(a2, 32) = 65535, toUInt64(4), toUInt64(6)) AS a3,
  toUInt64(ifNull(if(bitShiftRight(a2, 32) = 65535, bitAnd(a2, 4294967295), bitShiftRight(a2, 64)), 0)) AS a4,
  dictGet('location_block', 'block', a3, a4) AS a5,
  dictGet('location_range', 'starts', a5) AS a6,
  toInt64(arrayLastIndex(i -> substring(a6, i * 8 - 7, 8) <= reverse(reinterpretAsFixedString(a4)), range(1, intDiv(length(a6), 8) + 1))) AS a7,
  toUInt64(if(a7 = 0, toUInt32(0), reinterpretAsUInt32(substring(dictGet('location_range', 'places', a5), greatest(a7 * 4 - 3, 1), 4)))) AS a8,
  dictGet('location_place', 'city', a8) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_addr, c1, f_ip, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
