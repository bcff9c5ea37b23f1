/** The credit that the licence of the geolocation data asks for, under every map. */
export function GeoCredit() {
  return (
    <p className="geo-credit">
      <a href="https://db-ip.com" target="_blank" rel="noreferrer">
        IP geolocation by DB-IP
      </a>
      <span>Borders by Natural Earth</span>
    </p>
  )
}
