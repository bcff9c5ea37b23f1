-- case: hexadecimal digits
WITH
  if(match('0000000000001337', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('0000000000001337', '^0[xX]', ''), 16, '0')))), NULL) AS c1,
  if(match('7AF', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('7AF', '^0[xX]', ''), 16, '0')))), NULL) AS c2,
  if(match('12D230', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('12D230', '^0[xX]', ''), 16, '0')))), NULL) AS c3,
  if(match('0xABCD', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('0xABCD', '^0[xX]', ''), 16, '0')))), NULL) AS c4,
  if(match(f_h, '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne(f_h, '^0[xX]', ''), 16, '0')))), NULL) AS c5,
  if(match('0XaB', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('0XaB', '^0[xX]', ''), 16, '0')))), NULL) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: sixteen digits are in two's complement
WITH
  if(match('FFFFFFFFFFFFFFFF', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('FFFFFFFFFFFFFFFF', '^0[xX]', ''), 16, '0')))), NULL) AS c1,
  if(match('8000000000000000', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('8000000000000000', '^0[xX]', ''), 16, '0')))), NULL) AS c2,
  if(match('7fffffffffffffff', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('7fffffffffffffff', '^0[xX]', ''), 16, '0')))), NULL) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: no hexadecimal digits
WITH
  if(match('zz', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('zz', '^0[xX]', ''), 16, '0')))), NULL) AS c1,
  if(match('', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('', '^0[xX]', ''), 16, '0')))), NULL) AS c2,
  if(match('12345678901234567', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('12345678901234567', '^0[xX]', ''), 16, '0')))), NULL) AS c3,
  if(match(f_absent, '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne(f_absent, '^0[xX]', ''), 16, '0')))), NULL) AS c4,
  if(match(' ff', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne(' ff', '^0[xX]', ''), 16, '0')))), NULL) AS c5,
  if(match('0x', '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne('0x', '^0[xX]', ''), 16, '0')))), NULL) AS c6,
  if(match(f_v, '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne(f_v, '^0[xX]', ''), 16, '0')))), NULL) AS c7
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, c7, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: numbers as hexadecimal digits
WITH
  if(isNull(4919), NULL, if(4919 = 0, '0', trimLeft(hex(toInt64(4919)), '0'))) AS c1,
  if(isNull(70), NULL, if(70 = 0, '0', trimLeft(hex(toInt64(70)), '0'))) AS c2,
  if(isNull(0), NULL, if(0 = 0, '0', trimLeft(hex(toInt64(0)), '0'))) AS c3,
  if(isNull(16), NULL, if(16 = 0, '0', trimLeft(hex(toInt64(16)), '0'))) AS c4,
  if(isNull(ifNull(toInt64OrNull(trimBoth(toString(f_v))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_v)))), 'Int64'))), NULL, arrayElement(arrayMap(v -> if(v = 0, '0', trimLeft(hex(toInt64(v)), '0')), [ifNull(toInt64OrNull(trimBoth(toString(f_v))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_v)))), 'Int64'))]), 1)) AS c5,
  if(isNull(255), NULL, if(255 = 0, '0', trimLeft(hex(toInt64(255)), '0'))) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: negative numbers as hexadecimal digits
WITH
  if(isNull(-1), NULL, if((-1) = 0, '0', trimLeft(hex(toInt64(-1)), '0'))) AS c1,
  if(isNull(-255), NULL, if((-255) = 0, '0', trimLeft(hex(toInt64(-255)), '0'))) AS c2,
  arrayElement(arrayMap(v -> if(match(v, '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne(v, '^0[xX]', ''), 16, '0')))), NULL), [if(isNull(-255), NULL, if((-255) = 0, '0', trimLeft(hex(toInt64(-255)), '0')))]), 1) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: no number as hexadecimal digits
WITH
  if(isNull(ifNull(toInt64OrNull(trimBoth(toString(f_absent))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent)))), 'Int64'))), NULL, arrayElement(arrayMap(v -> if(v = 0, '0', trimLeft(hex(toInt64(v)), '0')), [ifNull(toInt64OrNull(trimBoth(toString(f_absent))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_absent)))), 'Int64'))]), 1)) AS c1,
  if(isNull(ifNull(toInt64OrNull(trimBoth(toString(f_h))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_h)))), 'Int64'))), NULL, arrayElement(arrayMap(v -> if(v = 0, '0', trimLeft(hex(toInt64(v)), '0')), [ifNull(toInt64OrNull(trimBoth(toString(f_h))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_h)))), 'Int64'))]), 1)) AS c2,
  if(isNull(accurateCastOrNull(trunc(5 / 0), 'Int64')), NULL, arrayElement(arrayMap(v -> if(v = 0, '0', trimLeft(hex(toInt64(v)), '0')), [accurateCastOrNull(trunc(5 / 0), 'Int64')]), 1)) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: what Java takes for a number
WITH
  toBool(ifNull(match('1.56', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c1,
  toBool(ifNull(match('1e5', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c2,
  toBool(ifNull(match('0.9', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c3,
  toBool(ifNull(match('0x1F', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c4,
  toBool(ifNull(match('123L', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c5,
  toBool(ifNull(match('-5', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c6,
  toBool(ifNull(match('07', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c7,
  toBool(ifNull(match('.5e-3f', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c8,
  toBool(isNotNull(5)) AS c9
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, c7, c8, c9, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: what Java takes for none
WITH
  toBool(ifNull(match('09', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c1,
  toBool(ifNull(match('', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c2,
  toBool(ifNull(match(' ', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c3,
  toBool(ifNull(match(f_absent, '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c4,
  toBool(ifNull(match(f_v, '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c5,
  toBool(ifNull(match('1,000', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c6,
  toBool(ifNull(match('1.5L', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c7,
  toBool(ifNull(match('0x', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c8,
  toBool(ifNull(match('abc', '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c9,
  toBool(false) AS c10
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, c7, c8, c9, c10, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: not a number
WITH
  toBool(if(ifNull(match('abc', '\\S'), false), isNull(toFloat64OrNull(trimBoth('abc'))) OR isNaN(toFloat64OrNull(trimBoth('abc'))), NULL)) AS c1,
  toBool(if(isNull(0 / 0), NULL, isNull(0 / 0) OR isNaN(0 / 0))) AS c2,
  toBool(if(ifNull(match(f_v, '\\S'), false), isNull(toFloat64OrNull(trimBoth(f_v))) OR isNaN(toFloat64OrNull(trimBoth(f_v))), NULL)) AS c3,
  toBool(if(isNull(5), NULL, isNull(5) OR isNaN(5))) AS c4,
  toBool(if(ifNull(match('1.5', '\\S'), false), isNull(toFloat64OrNull(trimBoth('1.5'))) OR isNaN(toFloat64OrNull(trimBoth('1.5'))), NULL)) AS c5,
  toBool(if(ifNull(match('NaN', '\\S'), false), isNull(toFloat64OrNull(trimBoth('NaN'))) OR isNaN(toFloat64OrNull(trimBoth('NaN'))), NULL)) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: blank and absent values have no answer
WITH
  toBool(if(ifNull(match('', '\\S'), false), isNull(toFloat64OrNull(trimBoth(''))) OR isNaN(toFloat64OrNull(trimBoth(''))), NULL)) AS c1,
  toBool(if(ifNull(match(' ', '\\S'), false), isNull(toFloat64OrNull(trimBoth(' '))) OR isNaN(toFloat64OrNull(trimBoth(' '))), NULL)) AS c2,
  toBool(if(ifNull(match(f_absent, '\\S'), false), isNull(toFloat64OrNull(trimBoth(f_absent))) OR isNaN(toFloat64OrNull(trimBoth(f_absent))), NULL)) AS c3,
  toBool(if(ifNull(match('', '\\S'), false), ifNull(isInfinite(toFloat64OrNull(trimBoth(''))), false), NULL)) AS c4,
  toBool(if(ifNull(match(f_absent, '\\S'), false), ifNull(isInfinite(toFloat64OrNull(trimBoth(f_absent))), false), NULL)) AS c5,
  toBool(if(isNull(CAST(NULL AS Nullable(Float64))), NULL, isNull(CAST(NULL AS Nullable(Float64))) OR isNaN(CAST(NULL AS Nullable(Float64))))) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: infinity
WITH
  5 / 0 AS c1,
  toBool(if(isNull(c1), NULL, ifNull(isInfinite(c1), false))) AS c2,
  toBool(if(ifNull(match('-Infinity', '\\S'), false), ifNull(isInfinite(toFloat64OrNull(trimBoth('-Infinity'))), false), NULL)) AS c3,
  toBool(if(ifNull(match('abc', '\\S'), false), ifNull(isInfinite(toFloat64OrNull(trimBoth('abc'))), false), NULL)) AS c4,
  toBool(if(ifNull(match(f_v, '\\S'), false), ifNull(isInfinite(toFloat64OrNull(trimBoth(f_v))), false), NULL)) AS c5,
  toBool(if(isNull(0 / 0), NULL, ifNull(isInfinite(0 / 0), false))) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_absent, c3, c4, c5, c6, f_h, f_namespace, f_v, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: check digits
WITH
  toBool(if(isNull('6666-7777-6666-8888'), NULL, arrayElement(arrayMap(d -> d != '' AND modulo(arraySum((c, i) -> if(modulo(i, 2) = 1, toInt64OrZero(c), if(toInt64OrZero(c) * 2 > 9, toInt64OrZero(c) * 2 - 9, toInt64OrZero(c) * 2)), splitByString('', reverse(d)), arrayEnumerate(splitByString('', reverse(d)))), 10) = 0, [replaceRegexpAll(ifNull('6666-7777-6666-8888', ''), '[^0-9]', '')]), 1))) AS c1,
  toBool(if(isNull('4111 1111 1111 1111'), NULL, arrayElement(arrayMap(d -> d != '' AND modulo(arraySum((c, i) -> if(modulo(i, 2) = 1, toInt64OrZero(c), if(toInt64OrZero(c) * 2 > 9, toInt64OrZero(c) * 2 - 9, toInt64OrZero(c) * 2)), splitByString('', reverse(d)), arrayEnumerate(splitByString('', reverse(d)))), 10) = 0, [replaceRegexpAll(ifNull('4111 1111 1111 1111', ''), '[^0-9]', '')]), 1))) AS c2,
  toBool(if(isNull('4111 1111 1111 1112'), NULL, arrayElement(arrayMap(d -> d != '' AND modulo(arraySum((c, i) -> if(modulo(i, 2) = 1, toInt64OrZero(c), if(toInt64OrZero(c) * 2 > 9, toInt64OrZero(c) * 2 - 9, toInt64OrZero(c) * 2)), splitByString('', reverse(d)), arrayEnumerate(splitByString('', reverse(d)))), 10) = 0, [replaceRegexpAll(ifNull('4111 1111 1111 1112', ''), '[^0-9]', '')]), 1))) AS c3,
  toBool(if(isNull('4111111111111111'), NULL, arrayElement(arrayMap(d -> d != '' AND modulo(arraySum((c, i) -> if(modulo(i, 2) = 1, toInt64OrZero(c), if(toInt64OrZero(c) * 2 > 9, toInt64OrZero(c) * 2 - 9, toInt64OrZero(c) * 2)), splitByString('', reverse(d)), arrayEnumerate(splitByString('', reverse(d)))), 10) = 0, [replaceRegexpAll(ifNull('4111111111111111', ''), '[^0-9]', '')]), 1))) AS c4,
  toBool(if(isNull('card 79927398713!'), NULL, arrayElement(arrayMap(d -> d != '' AND modulo(arraySum((c, i) -> if(modulo(i, 2) = 1, toInt64OrZero(c), if(toInt64OrZero(c) * 2 > 9, toInt64OrZero(c) * 2 - 9, toInt64OrZero(c) * 2)), splitByString('', reverse(d)), arrayEnumerate(splitByString('', reverse(d)))), 10) = 0, [replaceRegexpAll(ifNull('card 79927398713!', ''), '[^0-9]', '')]), 1))) AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: no digits to check
WITH
  toBool(if(isNull(''), NULL, arrayElement(arrayMap(d -> d != '' AND modulo(arraySum((c, i) -> if(modulo(i, 2) = 1, toInt64OrZero(c), if(toInt64OrZero(c) * 2 > 9, toInt64OrZero(c) * 2 - 9, toInt64OrZero(c) * 2)), splitByString('', reverse(d)), arrayEnumerate(splitByString('', reverse(d)))), 10) = 0, [replaceRegexpAll(ifNull('', ''), '[^0-9]', '')]), 1))) AS c1,
  toBool(if(isNull('abc'), NULL, arrayElement(arrayMap(d -> d != '' AND modulo(arraySum((c, i) -> if(modulo(i, 2) = 1, toInt64OrZero(c), if(toInt64OrZero(c) * 2 > 9, toInt64OrZero(c) * 2 - 9, toInt64OrZero(c) * 2)), splitByString('', reverse(d)), arrayEnumerate(splitByString('', reverse(d)))), 10) = 0, [replaceRegexpAll(ifNull('abc', ''), '[^0-9]', '')]), 1))) AS c2,
  toBool(if(isNull(f_absent), NULL, arrayElement(arrayMap(d -> d != '' AND modulo(arraySum((c, i) -> if(modulo(i, 2) = 1, toInt64OrZero(c), if(toInt64OrZero(c) * 2 > 9, toInt64OrZero(c) * 2 - 9, toInt64OrZero(c) * 2)), splitByString('', reverse(d)), arrayEnumerate(splitByString('', reverse(d)))), 10) = 0, [replaceRegexpAll(ifNull(f_absent, ''), '[^0-9]', '')]), 1))) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_h, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: without a name the field is replaced
WITH
  toBool(ifNull(match(f_v, '^[+-]?(?:0[xX][0-9A-Fa-f]+|0[0-7]+|(?:0|[1-9][0-9]*)(?:[lLdDfF]|[eE][+-]?[0-9]+[dDfF]?)?|(?:[0-9]+\\.[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[dDfF]?)$'), false)) AS c1,
  if(match(f_h, '^(?:0[xX])?[0-9A-Fa-f]{1,16}$'), reinterpretAsInt64(reverse(unhex(leftPad(replaceRegexpOne(f_h, '^0[xX]', ''), 16, '0')))), NULL) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_absent, c2, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
