/** The network that an IP address belongs to: what one subscriber has. */
import { isIPv6 } from 'node:net';

const FOUR_IN_SIX = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/**
 * A household or a machine is given 64 bits of IPv6 addresses (RFC 6177, RFC 4291 § 2.5.1) and may use a new one each time, so they
 * count as one; an IPv4 address is one by itself.
 * @param ip as the proxy in front is trusted to say. @returns the IPv4 address, or the first 64 bits as `2001:db8:0:1::/64`
 */
export function networkOf(ip: string): string {
  const four = FOUR_IN_SIX.exec(ip)?.[1];
  if (four !== undefined) return four;
  if (!isIPv6(ip)) return ip;
  const [head = '', tail] = ip.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const left = groups(head);
  const zeros = tail === undefined ? 0 : 8 - left.length - groups(tail).length;
  const whole = [...left, ...Array.from({ length: zeros }, () => '0'), ...groups(tail)];
  return `${whole
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
