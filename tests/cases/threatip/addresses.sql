-- case: addresses alone, those that are valid now
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c15, f_ip, c16, f_namespace, c17, c18
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
    transform(ifNull(v4, ''), ['ipv4-addr', 'ipv6-addr', 'domain-name', 'email-addr', 'url', 'file', 'file:name', 'file:hashes.\'MD5\'', 'file:hashes.\'SHA-1\'', 'file:hashes.\'SHA-256\'', 'mutex:name', 'process', 'process:name', 'user-account', 'user-account:user_id', 'x509-certificate:serial_number'], ['ip_address', 'ip_address', 'domain', 'email_address', 'url', 'file_name', 'file_name', 'hash_md5', 'hash_sha1', 'hash_sha256', 'mutex_name', 'service_name', 'service_name', 'username', 'username', 'x509_subject'], ifNull(v4, '')) AS c3,
    if(ifNull(v7, '') = '', CAST(NULL, 'Nullable(String)'), v7) AS c4,
    multiIf(ifNull(v5, 0) >= 85, 'high', ifNull(v5, 0) >= 50, 'medium', ifNull(v5, 0) >= 15, 'low', 'unverified') AS c5,
    c1 AS c6,
    tupleElement(argMax(tuple(c3), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c7,
    tupleElement(argMax(tuple(c4), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c8,
    tupleElement(argMax(tuple(v14), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c9,
    tupleElement(argMax(tuple(c5), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c10,
    lowerUTF8(c6) AS c14
  SELECT c14 AS k19, c8 AS c15, c10 AS c16, c9 AS c17, c7 AS c18
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3))) AND lower(v4) IN ('ipv4-addr', 'ipv6-addr')
  GROUP BY c6
) AS t21 ON t20.c13 = t21.k19
ORDER BY message_time DESC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: rows that are threats
WITH
  toInt64(count()) AS c19
SELECT c19
FROM (
  WITH
    lowerUTF8(f_ip) AS c13
  SELECT c13
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
) AS t21
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c1,
    multiIf(ifNull(v5, 0) >= 85, 'high', ifNull(v5, 0) >= 50, 'medium', ifNull(v5, 0) >= 15, 'low', 'unverified') AS c5,
    c1 AS c6,
    tupleElement(argMax(tuple(c5), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c10,
    lowerUTF8(c6) AS c14
  SELECT c14 AS k20, c10 AS c16
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3))) AND lower(v4) IN ('ipv4-addr', 'ipv6-addr')
  GROUP BY c6
) AS t22 ON t21.c13 = t22.k20
WHERE NOT isNull(c16)
SETTINGS join_use_nulls = 1

-- case: of records
SELECT c1, c18
FROM (
  WITH
    f_ip AS c1,
    lowerUTF8(c1) AS c15
  SELECT c1, c15
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  GROUP BY c1
) AS t22
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c3,
    transform(ifNull(v4, ''), ['ipv4-addr', 'ipv6-addr', 'domain-name', 'email-addr', 'url', 'file', 'file:name', 'file:hashes.\'MD5\'', 'file:hashes.\'SHA-1\'', 'file:hashes.\'SHA-256\'', 'mutex:name', 'process', 'process:name', 'user-account', 'user-account:user_id', 'x509-certificate:serial_number'], ['ip_address', 'ip_address', 'domain', 'email_address', 'url', 'file_name', 'file_name', 'hash_md5', 'hash_sha1', 'hash_sha256', 'mutex_name', 'service_name', 'service_name', 'username', 'username', 'x509_subject'], ifNull(v4, '')) AS c5,
    multiIf(ifNull(v5, 0) >= 85, 'high', ifNull(v5, 0) >= 50, 'medium', ifNull(v5, 0) >= 15, 'low', 'unverified') AS c7,
    c3 AS c8,
    tupleElement(argMax(tuple(c5), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c9,
    tupleElement(argMax(tuple(c7), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c12,
    lowerUTF8(c8) AS c16
  SELECT c16 AS k21, c12 AS c18, c9 AS c20
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3))) AND lower(v4) IN ('ipv4-addr', 'ipv6-addr')
  GROUP BY c8
) AS t23 ON t22.c15 = t23.k21
WHERE c20 = 'ip_address'
ORDER BY c1 ASC NULLS LAST
SETTINGS join_use_nulls = 1

-- case: messages stay newest first
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c15
FROM (
  WITH
    lowerUTF8(f_ip) AS c13
  SELECT c13, collector, collector_id, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 2
) AS t20
LEFT ANY JOIN (
  WITH
    lowerUTF8(v3) AS c1,
    if(ifNull(v7, '') = '', CAST(NULL, 'Nullable(String)'), v7) AS c4,
    c1 AS c6,
    tupleElement(argMax(tuple(c4), tuple(ifNull(v5, -1), ifNull(v13, 0), version)), 1) AS c8,
    lowerUTF8(c6) AS c14
  SELECT c14 AS k19, c8 AS c15
  FROM lookup_0000000000000007_0 FINAL
  WHERE (isNull(v10) OR v10 <= toUnixTimestamp64Milli(now64(3))) AND (isNull(v11) OR v11 > toUnixTimestamp64Milli(now64(3))) AND lower(v4) IN ('ipv4-addr', 'ipv6-addr')
  GROUP BY c6
) AS t21 ON t20.c13 = t21.k19
ORDER BY message_time DESC NULLS LAST
LIMIT 2
SETTINGS join_use_nulls = 1
