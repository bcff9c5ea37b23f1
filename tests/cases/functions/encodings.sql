-- case: from Base64
WITH
  if(match(replaceRegexpAll('aHR0cDovL2NvZGVjLmFwYWNoZS5vcmcvY29tbW1vbnM=', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('aHR0cDovL2NvZGVjLmFwYWNoZS5vcmcvY29tbW1vbnM=', '[\\r\\n]', ''), '+/', '-_'), '='))), 'aHR0cDovL2NvZGVjLmFwYWNoZS5vcmcvY29tbW1vbnM=') AS c1,
  if(match(replaceRegexpAll('44GC44KK44GM44GoIOOBlOOBluOBhOOBvuOBmQ==', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('44GC44KK44GM44GoIOOBlOOBluOBhOOBvuOBmQ==', '[\\r\\n]', ''), '+/', '-_'), '='))), '44GC44KK44GM44GoIOOBlOOBluOBhOOBvuOBmQ==') AS c2,
  if(match(replaceRegexpAll('aGVsbG8gd29ybGQ', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('aGVsbG8gd29ybGQ', '[\\r\\n]', ''), '+/', '-_'), '='))), 'aGVsbG8gd29ybGQ') AS c3,
  if(match(replaceRegexpAll('Pz8_', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('Pz8_', '[\\r\\n]', ''), '+/', '-_'), '='))), 'Pz8_') AS c4,
  if(match(replaceRegexpAll('', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('', '[\\r\\n]', ''), '+/', '-_'), '='))), '') AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: from Base64 in other encodings
WITH
  if(match(replaceRegexpAll('VABoAGkAcwAgAGkAcwAgAGEAIAB0AGUAcwB0ACAAcwB0AHIAaQBuAGcA', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), convertCharset(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('VABoAGkAcwAgAGkAcwAgAGEAIAB0AGUAcwB0ACAAcwB0AHIAaQBuAGcA', '[\\r\\n]', ''), '+/', '-_'), '=')), 'UTF-16LE', 'UTF-8'), 'VABoAGkAcwAgAGkAcwAgAGEAIAB0AGUAcwB0ACAAcwB0AHIAaQBuAGcA') AS c1,
  if(match(replaceRegexpAll('AFQAaA==', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), if(startsWith(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('AFQAaA==', '[\\r\\n]', ''), '+/', '-_'), '=')), unhex('FFFE')) OR startsWith(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('AFQAaA==', '[\\r\\n]', ''), '+/', '-_'), '=')), unhex('FEFF')), convertCharset(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('AFQAaA==', '[\\r\\n]', ''), '+/', '-_'), '=')), 'UTF-16', 'UTF-8'), convertCharset(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('AFQAaA==', '[\\r\\n]', ''), '+/', '-_'), '=')), 'UTF-16BE', 'UTF-8')), 'AFQAaA==') AS c2,
  if(match(replaceRegexpAll('//5UAGgA', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), if(startsWith(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('//5UAGgA', '[\\r\\n]', ''), '+/', '-_'), '=')), unhex('FFFE')) OR startsWith(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('//5UAGgA', '[\\r\\n]', ''), '+/', '-_'), '=')), unhex('FEFF')), convertCharset(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('//5UAGgA', '[\\r\\n]', ''), '+/', '-_'), '=')), 'UTF-16', 'UTF-8'), convertCharset(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('//5UAGgA', '[\\r\\n]', ''), '+/', '-_'), '=')), 'UTF-16BE', 'UTF-8')), '//5UAGgA') AS c3,
  if(match(replaceRegexpAll('AAAAVA==', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), convertCharset(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('AAAAVA==', '[\\r\\n]', ''), '+/', '-_'), '=')), 'UTF-32BE', 'UTF-8'), 'AAAAVA==') AS c4,
  if(match(replaceRegexpAll('AAAAVA==', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), if(startsWith(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('AAAAVA==', '[\\r\\n]', ''), '+/', '-_'), '=')), unhex('FFFE0000')) OR startsWith(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('AAAAVA==', '[\\r\\n]', ''), '+/', '-_'), '=')), unhex('0000FEFF')), convertCharset(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('AAAAVA==', '[\\r\\n]', ''), '+/', '-_'), '=')), 'UTF-32', 'UTF-8'), convertCharset(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('AAAAVA==', '[\\r\\n]', ''), '+/', '-_'), '=')), 'UTF-32BE', 'UTF-8')), 'AAAAVA==') AS c5,
  if(match(replaceRegexpAll('VGg=', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), convertCharset(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('VGg=', '[\\r\\n]', ''), '+/', '-_'), '=')), 'US-ASCII', 'UTF-8'), 'VGg=') AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: what is no Base64 stays as it is
WITH
  if(match(replaceRegexpAll('not base64!', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('not base64!', '[\\r\\n]', ''), '+/', '-_'), '='))), 'not base64!') AS c1,
  if(match(replaceRegexpAll('a', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('a', '[\\r\\n]', ''), '+/', '-_'), '='))), 'a') AS c2,
  if(match(replaceRegexpAll('ab=c', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('ab=c', '[\\r\\n]', ''), '+/', '-_'), '='))), 'ab=c') AS c3,
  if(match(replaceRegexpAll(f_absent, '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll(f_absent, '[\\r\\n]', ''), '+/', '-_'), '='))), f_absent) AS c4,
  if(match(replaceRegexpAll('aGVs\nbG8=', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('aGVs\nbG8=', '[\\r\\n]', ''), '+/', '-_'), '='))), 'aGVs\nbG8=') AS c5
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: bytes that are no text
WITH
  if(match(replaceRegexpAll('/w==', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('/w==', '[\\r\\n]', ''), '+/', '-_'), '='))), '/w==') AS c1,
  if(match(replaceRegexpAll('2AA=', '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), convertCharset(tryBase64URLDecode(trimRight(translate(replaceRegexpAll('2AA=', '[\\r\\n]', ''), '+/', '-_'), '=')), 'UTF-16BE', 'UTF-8'), '2AA=') AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: to Base64
WITH
  base64Encode('hello world') AS c1,
  base64Encode('ä☃') AS c2,
  base64Encode(convertCharset('Th', 'UTF-8', 'UTF-16LE')) AS c3,
  base64Encode(convertCharset('Th', 'UTF-8', 'UTF-16BE')) AS c4,
  base64Encode('') AS c5,
  base64Encode(f_absent) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: to percent coding
WITH
  replaceAll(replaceAll(replaceAll(encodeURLFormComponent('http://a.b/c?d=e&'), '%2A', '*'), '~', '%7E'), '\'', '%27') AS c1,
  replaceAll(replaceAll(replaceAll(encodeURLFormComponent('a b+c'), '%2A', '*'), '~', '%7E'), '\'', '%27') AS c2,
  replaceAll(replaceAll(replaceAll(encodeURLFormComponent('ä.-*_~\'()!'), '%2A', '*'), '~', '%7E'), '\'', '%27') AS c3,
  replaceAll(replaceAll(replaceAll(encodeURLFormComponent(f_absent), '%2A', '*'), '~', '%7E'), '\'', '%27') AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: from percent coding
WITH
  toValidUTF8(decodeURLFormComponent('http%3A%2F%2Fa.b%2Fc%3Fd%3De%26')) AS c1,
  toValidUTF8(decodeURLFormComponent('a+b%20c%2B')) AS c2,
  toValidUTF8(decodeURLFormComponent('100%zz%2')) AS c3,
  toValidUTF8(decodeURLFormComponent('%C3%A4')) AS c4,
  toValidUTF8(decodeURLFormComponent('%E4')) AS c5,
  toValidUTF8(decodeURLFormComponent(f_absent)) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: there and back
WITH
  'a%b+c d/ä☃\'"\\\\' AS c1,
  toBool(toValidUTF8(decodeURLFormComponent(replaceAll(replaceAll(replaceAll(encodeURLFormComponent(c1), '%2A', '*'), '~', '%7E'), '\'', '%27'))) = c1) AS c2,
  toBool(if(match(replaceRegexpAll(base64Encode(c1), '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), toValidUTF8(tryBase64URLDecode(trimRight(translate(replaceRegexpAll(base64Encode(c1), '[\\r\\n]', ''), '+/', '-_'), '='))), base64Encode(c1)) = c1) AS c3,
  toBool(arrayElement(arrayMap(v -> if(match(replaceRegexpAll(v, '[\\r\\n]', ''), '^(?:[A-Za-z0-9+/_-]{4})*(?:[A-Za-z0-9+/_-]{2}(?:==)?|[A-Za-z0-9+/_-]{3}=?)?$'), convertCharset(tryBase64URLDecode(trimRight(translate(replaceRegexpAll(v, '[\\r\\n]', ''), '+/', '-_'), '=')), 'UTF-32LE', 'UTF-8'), v), [base64Encode(convertCharset(c1, 'UTF-8', 'UTF-32LE'))]), 1) = c1) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c2, f_absent, c3, c4, f_namespace, c1, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: hexadecimal bytes
WITH
  if(match('68656c6c6f20776f726c640a', '^(?:0[xX])?(?:[0-9A-Fa-f]{2})*$'), toValidUTF8(unhex(replaceRegexpOne('68656c6c6f20776f726c640a', '^0[xX]', ''))), NULL) AS c1,
  if(match('0x41C3A4', '^(?:0[xX])?(?:[0-9A-Fa-f]{2})*$'), toValidUTF8(unhex(replaceRegexpOne('0x41C3A4', '^0[xX]', ''))), NULL) AS c2,
  if(match('', '^(?:0[xX])?(?:[0-9A-Fa-f]{2})*$'), toValidUTF8(unhex(replaceRegexpOne('', '^0[xX]', ''))), NULL) AS c3,
  if(match('E4', '^(?:0[xX])?(?:[0-9A-Fa-f]{2})*$'), toValidUTF8(unhex(replaceRegexpOne('E4', '^0[xX]', ''))), NULL) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: no hexadecimal bytes
WITH
  if(match('abc', '^(?:0[xX])?(?:[0-9A-Fa-f]{2})*$'), toValidUTF8(unhex(replaceRegexpOne('abc', '^0[xX]', ''))), NULL) AS c1,
  if(match('zz', '^(?:0[xX])?(?:[0-9A-Fa-f]{2})*$'), toValidUTF8(unhex(replaceRegexpOne('zz', '^0[xX]', ''))), NULL) AS c2,
  if(match(f_absent, '^(?:0[xX])?(?:[0-9A-Fa-f]{2})*$'), toValidUTF8(unhex(replaceRegexpOne(f_absent, '^0[xX]', ''))), NULL) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: digests
WITH
  lower(hex(MD5(f_v))) AS c1,
  lower(hex(MD5(f_v))) AS c2,
  lower(hex(SHA1(f_v))) AS c3,
  lower(hex(SHA256(f_v))) AS c4,
  lower(hex(SHA256(f_v))) AS c5,
  lower(hex(murmurHash3_128(f_v))) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, c4, c5, c6, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: digests of other values
WITH
  lower(hex(MD5(''))) AS c1,
  lower(hex(MD5('12'))) AS c2,
  lower(hex(MD5(f_absent))) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_absent, c2, c3, f_namespace, f_v
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND like('9f9d51bc70ef21ca5c14f307980a29d8', replaceAll(replaceRegexpAll(lower(hex(MD5(f_v))), '([\\\\%_])', '\\\\\\1'), '*', '%'))
ORDER BY message_time DESC NULLS LAST

-- case: without a name the field is replaced
WITH
  lower(hex(MD5(f_v))) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_absent, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
