-- case: rows of what is no IPv4 address are dropped where the question is a stage
WITH
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 16) = 49320) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (isNull(f_ip) OR isNotNull(IPv4StringToNumOrNull(trimBoth(f_ip))))
ORDER BY message_time DESC NULLS LAST

-- case: without a name the field is replaced
WITH
  toBool(NOT (bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 29) = 7)) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (isNull(f_ip) OR isNotNull(IPv4StringToNumOrNull(trimBoth(f_ip))))
ORDER BY message_time DESC NULLS LAST

-- case: in a condition what is no IPv4 address has no answer
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT (bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 29) = 7)
ORDER BY message_time DESC NULLS LAST

-- case: nor in the opposite of a condition
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND (bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 29) = 7)
ORDER BY message_time DESC NULLS LAST

-- case: inside of other expressions no row is dropped
WITH
  if(bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 16) = 49320, 'inside', 'outside') AS c1,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(f_ip)), 29) = 7) AS c2
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace, c2, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: the edges of private networks
WITH
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.168.0.0')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.168.0.0')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.168.0.0')), 16) = 49320) AS c1,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.169.0.0')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.169.0.0')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.169.0.0')), 16) = 49320) AS c2,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('172.15.255.255')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('172.15.255.255')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('172.15.255.255')), 16) = 49320) AS c3,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('172.31.255.255')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('172.31.255.255')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('172.31.255.255')), 16) = 49320) AS c4,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 16) = 49320) AS c5,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth(' 10.255.255.255 ')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(' 10.255.255.255 ')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth(' 10.255.255.255 ')), 16) = 49320) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, c5, c6, f_ip, f_namespace
FROM (
  SELECT collector, collector_id, f_ip, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t7
WHERE (isNull('192.168.0.0') OR isNotNull(IPv4StringToNumOrNull(trimBoth('192.168.0.0')))) AND (isNull('192.169.0.0') OR isNotNull(IPv4StringToNumOrNull(trimBoth('192.169.0.0')))) AND (isNull('172.15.255.255') OR isNotNull(IPv4StringToNumOrNull(trimBoth('172.15.255.255')))) AND (isNull('172.31.255.255') OR isNotNull(IPv4StringToNumOrNull(trimBoth('172.31.255.255')))) AND (isNull('127.0.0.1') OR isNotNull(IPv4StringToNumOrNull(trimBoth('127.0.0.1')))) AND (isNull(' 10.255.255.255 ') OR isNotNull(IPv4StringToNumOrNull(trimBoth(' 10.255.255.255 '))))
ORDER BY message_time DESC NULLS LAST

-- case: reserved blocks
WITH
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.0')), 29) = 7) AS c1,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('169.254.0.0')), 29) = 7) AS c2,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.0.0')), 29) = 7) AS c3,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('192.0.1.0')), 29) = 7) AS c4,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('198.19.255.255')), 29) = 7) AS c5,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('224.0.0.1')), 29) = 7) AS c6,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('255.255.255.255')), 29) = 7) AS c7,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 29) = 7) AS c8,
  toBool(bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.0.0.1')), 29) = 7) AS c9
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, c5, c6, c7, c8, c9, f_ip, f_namespace
FROM (
  SELECT collector, collector_id, f_ip, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t10
WHERE (isNull('127.0.0.0') OR isNotNull(IPv4StringToNumOrNull(trimBoth('127.0.0.0')))) AND (isNull('169.254.0.0') OR isNotNull(IPv4StringToNumOrNull(trimBoth('169.254.0.0')))) AND (isNull('192.0.0.0') OR isNotNull(IPv4StringToNumOrNull(trimBoth('192.0.0.0')))) AND (isNull('192.0.1.0') OR isNotNull(IPv4StringToNumOrNull(trimBoth('192.0.1.0')))) AND (isNull('198.19.255.255') OR isNotNull(IPv4StringToNumOrNull(trimBoth('198.19.255.255')))) AND (isNull('224.0.0.1') OR isNotNull(IPv4StringToNumOrNull(trimBoth('224.0.0.1')))) AND (isNull('255.255.255.255') OR isNotNull(IPv4StringToNumOrNull(trimBoth('255.255.255.255')))) AND (isNull('8.8.8.8') OR isNotNull(IPv4StringToNumOrNull(trimBoth('8.8.8.8')))) AND (isNull('10.0.0.1') OR isNotNull(IPv4StringToNumOrNull(trimBoth('10.0.0.1'))))
ORDER BY message_time DESC NULLS LAST

-- case: public is neither private nor reserved
WITH
  toBool(NOT (bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('10.255.255.255')), 29) = 7)) AS c1,
  toBool(NOT (bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('127.0.0.1')), 29) = 7)) AS c2,
  toBool(NOT (bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('8.8.8.8')), 29) = 7)) AS c3,
  toBool(NOT (bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 24) = 10 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 20) = 2753 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 16) = 49320 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 24) = 0 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 24) = 127 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 16) = 43518 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 8) = 12582912 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 8) = 12582914 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 8) = 12605539 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 17) = 25353 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 8) = 12989284 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 8) = 13303921 OR bitShiftRight(IPv4StringToNumOrNull(trimBoth('223.255.255.255')), 29) = 7)) AS c4
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, f_ip, f_namespace
FROM (
  SELECT collector, collector_id, f_ip, f_namespace, `format`, loglevel, message_id, message_time, raw, receipt_time, size, source, source_category, source_host, source_id, source_name, view
  FROM logs
  WHERE message_time >= 1767182400000 AND message_time < 1767268800000
  ORDER BY message_time DESC NULLS LAST
  LIMIT 1
) AS t5
WHERE (isNull('10.255.255.255') OR isNotNull(IPv4StringToNumOrNull(trimBoth('10.255.255.255')))) AND (isNull('127.0.0.1') OR isNotNull(IPv4StringToNumOrNull(trimBoth('127.0.0.1')))) AND (isNull('8.8.8.8') OR isNotNull(IPv4StringToNumOrNull(trimBoth('8.8.8.8')))) AND (isNull('223.255.255.255') OR isNotNull(IPv4StringToNumOrNull(trimBoth('223.255.255.255'))))
ORDER BY message_time DESC NULLS LAST

-- case: valid addresses
WITH
  toBool(isIPv4String(trimBoth(ifNull(f_ip, ''))) OR isIPv6String(trimBoth(ifNull(f_ip, ''))) AND (NOT match(ifNull(f_ip, ''), '::') OR NOT match(ifNull(f_ip, ''), ':::|::.*::') AND countMatches(ifNull(f_ip, ''), '[^: ]+') + match(ifNull(f_ip, ''), '[.]') < 8)) AS c1,
  toBool(isIPv4String(trimBoth(ifNull(f_ip, '')))) AS c2,
  toBool(isIPv6String(trimBoth(ifNull(f_ip, ''))) AND (NOT match(ifNull(f_ip, ''), '::') OR NOT match(ifNull(f_ip, ''), ':::|::.*::') AND countMatches(ifNull(f_ip, ''), '[^: ]+') + match(ifNull(f_ip, ''), '[.]') < 8)) AS c3
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, f_ip, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: texts that look like addresses
WITH
  toBool(isIPv4String(trimBoth(ifNull('127.0.500.1', ''))) OR isIPv6String(trimBoth(ifNull('127.0.500.1', ''))) AND (NOT match(ifNull('127.0.500.1', ''), '::') OR NOT match(ifNull('127.0.500.1', ''), ':::|::.*::') AND countMatches(ifNull('127.0.500.1', ''), '[^: ]+') + match(ifNull('127.0.500.1', ''), '[.]') < 8)) AS c1,
  toBool(isIPv4String(trimBoth(ifNull('1.2.3', '')))) AS c2,
  toBool(isIPv4String(trimBoth(ifNull('010.1.1.1', '')))) AS c3,
  toBool(isIPv4String(trimBoth(ifNull('1.2.3.4/8', '')))) AS c4,
  toBool(isIPv6String(trimBoth(ifNull('::ffff:1.2.3.4', ''))) AND (NOT match(ifNull('::ffff:1.2.3.4', ''), '::') OR NOT match(ifNull('::ffff:1.2.3.4', ''), ':::|::.*::') AND countMatches(ifNull('::ffff:1.2.3.4', ''), '[^: ]+') + match(ifNull('::ffff:1.2.3.4', ''), '[.]') < 8)) AS c5,
  toBool(isIPv6String(trimBoth(ifNull('fe80::1%eth0', ''))) AND (NOT match(ifNull('fe80::1%eth0', ''), '::') OR NOT match(ifNull('fe80::1%eth0', ''), ':::|::.*::') AND countMatches(ifNull('fe80::1%eth0', ''), '[^: ]+') + match(ifNull('fe80::1%eth0', ''), '[.]') < 8)) AS c6,
  toBool(isIPv6String(trimBoth(ifNull('1::2::3', ''))) AND (NOT match(ifNull('1::2::3', ''), '::') OR NOT match(ifNull('1::2::3', ''), ':::|::.*::') AND countMatches(ifNull('1::2::3', ''), '[^: ]+') + match(ifNull('1::2::3', ''), '[.]') < 8)) AS c7,
  toBool(isIPv4String(trimBoth(ifNull('', ''))) OR isIPv6String(trimBoth(ifNull('', ''))) AND (NOT match(ifNull('', ''), '::') OR NOT match(ifNull('', ''), ':::|::.*::') AND countMatches(ifNull('', ''), '[^: ]+') + match(ifNull('', ''), '[.]') < 8)) AS c8
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, c5, c6, c7, c8, f_ip, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: addresses as numbers
WITH
  toInt64(IPv4StringToNumOrNull(trimBoth(f_ip))) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, c1, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: networks
WITH
  IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('10.10.1.35'))), 8), 8))) AS c1,
  IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('10.10.1.35'))), 5), 5))) AS c2,
  IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('10.10.1.35'))), 3), 3))) AS c3,
  IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('10.10.1.35'))), 32), 32))) AS c4,
  IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('10.10.1.35'))), 0), 0))) AS c5,
  arrayElement(arrayMap(p -> if(p >= 0 AND p <= 32, arrayElement(arrayMap(b -> IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth(f_ip))), b), b))), [toUInt8(32 - greatest(least(ifNull(p, 0), 32), 0))]), 1), NULL), [ifNull(toInt64OrNull(trimBoth(toString(f_ip))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_ip)))), 'Int64'))]), 1) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, c5, c6, f_ip, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: networks of what is no address
WITH
  IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth(f_ip))), 24), 24))) AS c1
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST

-- case: addresses of one network
WITH
  toBool(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('10.10.1.32'))), 5) = bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('10.10.1.63'))), 5)) AS c1,
  toBool(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('10.10.1.32'))), 5) = bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('10.10.1.64'))), 5)) AS c2,
  toBool(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth(f_ip))), 24) = bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('10.9.9.9'))), 24)) AS c3,
  toBool(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth(f_ip))), 32) = bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('11.0.0.1'))), 32)) AS c4,
  toBool(bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('x'))), 24) = bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth(f_ip))), 24)) AS c5,
  toBool(if(99 * 1 >= 0 AND 99 * 1 <= 32, arrayElement(arrayMap(b -> bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth(f_ip))), b) = bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth(f_ip))), b), [toUInt8(32 - greatest(least(ifNull(99 * 1, 0), 32), 0))]), 1), NULL)) AS c6
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, c5, c6, f_ip, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1

-- case: not of a network
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, f_ip, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000 AND NOT bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth('10.0.0.0'))), 24) = bitShiftRight(toUInt64(IPv4StringToNumOrNull(trimBoth(f_ip))), 24)
ORDER BY message_time DESC NULLS LAST

-- case: masks
WITH
  IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(4294967295), 0), 0))) AS c1,
  IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(4294967295), 1), 1))) AS c2,
  IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(4294967295), 3), 3))) AS c3,
  IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(4294967295), 32), 32))) AS c4,
  if(8 * 2 >= 0 AND 8 * 2 <= 32, arrayElement(arrayMap(b -> IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(4294967295), b), b))), [toUInt8(32 - greatest(least(ifNull(8 * 2, 0), 32), 0))]), 1), NULL) AS c5,
  if((-1) * 2 >= 0 AND (-1) * 2 <= 32, arrayElement(arrayMap(b -> IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(4294967295), b), b))), [toUInt8(32 - greatest(least(ifNull((-1) * 2, 0), 32), 0))]), 1), NULL) AS c6,
  arrayElement(arrayMap(p -> if(p >= 0 AND p <= 32, arrayElement(arrayMap(b -> IPv4NumToString(toUInt32(bitShiftLeft(bitShiftRight(toUInt64(4294967295), b), b))), [toUInt8(32 - greatest(least(ifNull(p, 0), 32), 0))]), 1), NULL), [ifNull(toInt64OrNull(trimBoth(toString(f_ip))), accurateCastOrNull(trunc(toFloat64OrNull(trimBoth(toString(f_ip)))), 'Int64'))]), 1) AS c7
SELECT message_time, raw, receipt_time, message_id, source_category, source_host, source_name, collector, collector_id, source, source_id, size, `format`, loglevel, view, c1, c2, c3, c4, c5, c6, c7, f_ip, f_namespace
FROM logs
WHERE message_time >= 1767182400000 AND message_time < 1767268800000
ORDER BY message_time DESC NULLS LAST
LIMIT 1
