-- case: the best indicator of each, without case; expired ones are none
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c16, f_ip, c17, f_namespace, c18, c15
FROM (
  WITH
    lowerUTF8(f_ip) AS c13
  SELECT c13, collector, collector_id, f_ip, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t20
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c1,
    v3 AS c2,
    transform(ifNull(v4, ''), ['ipv4-addr', 'ipv6-addr', 'domain-name', 'email-addr', 'url', 'file', 'file:name', 'file:hashes.\'MD5\'', 'file:hashes.\'SHA-1\'', 'file:hashes.\'SHA-256\'', 'mutex:name', 'process', 'process:name', 'user-account', 'user-account:user_id', 'x509-certificate:serial_number'], ['ip_address', 'ip_address', 'domain', 'email_address', 'url', 'file_name', 'file_name', 'hash_md5', 'hash_sha1', 'hash_sha256', 'mutex_name', 'service_name', 'service_name', 'username', 'username', 'x509_subject'], ifNull(v4, '')) AS c3,
    if(ifNull(v7, '') = '', CAST(NULL, 'Nullable(String)'), v7) AS c4,
    multiIf(ifNull(v5, 0) >= 85, 'high', ifNull(v5, 0) >= 50, 'medium', ifNull(v5, 0) >= 15, 'low', 'unverified') AS c5,
    c1 AS c6,
    tupleElement(argMax(tuple(c3), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c7,
    tupleElement(argMax(tuple(c4), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c8,
    tupleElement(argMax(tuple(c5), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c10,
    tupleElement(argMax(tuple(c2), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c11,
    lowerUTF8(c6) AS c14
  SELECT c14 AS k19, c7 AS c15, c8 AS c16, c10 AS c17, c11 AS c18
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3)))
  GROUP BY c6
) AS t21 ON t20.c13 = t21.k19
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: what the source says is JSON with labels
WITH
  if(empty(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'name'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'labels'), array(ifNull(c15, ''))))))))), CAST(NULL, 'Nullable(String)'), concat('[', arrayStringConcat(arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'name'), arrayFlatten(arrayMap(x -> arrayConcat(JSONExtractArrayRaw(x), arrayMap(kv -> tupleElement(kv, 2), JSONExtractKeysAndValuesRaw(x))), arrayFilter(x -> x != '', arrayMap(x -> JSONExtractRaw(x, 'labels'), array(ifNull(c15, '')))))))), ','), ']')) AS c16,
  c16 AS c17
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c17
FROM (
  WITH
    lowerUTF8(f_ip) AS c13
  SELECT c13, collector, collector_id, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t19
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c1,
    c1 AS c6,
    tupleElement(argMax(tuple(v14), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c9,
    lowerUTF8(c6) AS c14
  SELECT c14 AS k18, c9 AS c15
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3)))
  GROUP BY c6
) AS t20 ON t19.c13 = t20.k18
WHERE isNotNull(c16)
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: one source alone
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace, c15
FROM (
  WITH
    lowerUTF8(f_ip) AS c13
  SELECT c13, collector, collector_id, f_ip, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t17
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c1,
    multiIf(ifNull(v5, 0) >= 85, 'high', ifNull(v5, 0) >= 50, 'medium', ifNull(v5, 0) >= 15, 'low', 'unverified') AS c5,
    c1 AS c6,
    tupleElement(argMax(tuple(c5), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c10,
    lowerUTF8(c6) AS c14
  SELECT c14 AS k16, c10 AS c15
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3))) AND lowerUTF8(v2) = 'own'
  GROUP BY c6
) AS t18 ON t17.c13 = t18.k16
WHERE NOT isNull(c15)
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: all columns
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c16, f_ip, f_namespace, c17, c19, c18, c15
FROM (
  WITH
    lowerUTF8(f_ip) AS c13
  SELECT c13, collector, collector_id, f_ip, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t21
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c1,
    v3 AS c2,
    transform(ifNull(v4, ''), ['ipv4-addr', 'ipv6-addr', 'domain-name', 'email-addr', 'url', 'file', 'file:name', 'file:hashes.\'MD5\'', 'file:hashes.\'SHA-1\'', 'file:hashes.\'SHA-256\'', 'mutex:name', 'process', 'process:name', 'user-account', 'user-account:user_id', 'x509-certificate:serial_number'], ['ip_address', 'ip_address', 'domain', 'email_address', 'url', 'file_name', 'file_name', 'hash_md5', 'hash_sha1', 'hash_sha256', 'mutex_name', 'service_name', 'service_name', 'username', 'username', 'x509_subject'], ifNull(v4, '')) AS c3,
    if(ifNull(v7, '') = '', CAST(NULL, 'Nullable(String)'), v7) AS c4,
    multiIf(ifNull(v5, 0) >= 85, 'high', ifNull(v5, 0) >= 50, 'medium', ifNull(v5, 0) >= 15, 'low', 'unverified') AS c5,
    c1 AS c6,
    tupleElement(argMax(tuple(c3), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c7,
    tupleElement(argMax(tuple(c4), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c8,
    tupleElement(argMax(tuple(v14), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c9,
    tupleElement(argMax(tuple(c5), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c10,
    tupleElement(argMax(tuple(c2), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c11,
    lowerUTF8(c6) AS c14
  SELECT c14 AS k20, c7 AS c15, c8 AS c16, c9 AS c17, c10 AS c18, c11 AS c19
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3))) AND lowerUTF8(v2) = 'i471'
  GROUP BY c6
) AS t22 ON t21.c13 = t22.k20
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1
