package main

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"

	"rsc.io/qr"
)

// place is where a preview is served.
type place struct {
	name      string // of the host, as --addr has it
	listeners []net.Listener
	port      int
	asked     int // the port that was asked for
}

// listen takes the port that was asked for, or one of the next twenty.
func listen(addr string) (place, error) {
	host, service, err := net.SplitHostPort(addr)
	if err != nil {
		return place{}, fmt.Errorf("--addr %s is not HOST:PORT", addr)
	}
	first, err := net.LookupPort("tcp", service)
	if err != nil {
		return place{}, fmt.Errorf("--addr %s: %w", addr, err)
	}
	hosts, err := interfaces(host)
	if err != nil {
		return place{}, fmt.Errorf("--addr %s: %w", addr, err)
	}
	var fault error
	for try := range 21 {
		port := first
		if first > 0 {
			port += try
		}
		listeners, err := listenAll(hosts, port)
		if err == nil {
			return place{host, listeners, listeners[0].Addr().(*net.TCPAddr).Port, first}, nil
		}
		if fault == nil {
			fault = err
		}
	}
	return place{}, machine(fault)
}

// interfaces is what to listen on for a host: for localhost the loopback of each protocol that this machine has.
func interfaces(host string) ([]string, error) {
	if host != "localhost" {
		return []string{host}, nil
	}
	var found []string
	var faults error
	for _, ip := range []string{"127.0.0.1", "::1"} {
		l, err := net.Listen("tcp", net.JoinHostPort(ip, "0"))
		if err != nil {
			faults = errors.Join(faults, err)
			continue
		}
		found = append(found, ip)
		if err := l.Close(); err != nil {
			return nil, err
		}
	}
	if found == nil {
		return nil, faults
	}
	return found, nil
}

// listenAll listens on one port everywhere; 0 is any port.
func listenAll(hosts []string, port int) ([]net.Listener, error) {
	var listeners []net.Listener
	for _, host := range hosts {
		l, err := net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if err != nil {
			for _, l := range listeners {
				err = errors.Join(err, l.Close())
			}
			return nil, err
		}
		listeners = append(listeners, l)
		port = l.Addr().(*net.TCPAddr).Port
	}
	return listeners, nil
}

// public reports whether other machines can reach the place.
func (p place) public() bool {
	return slices.ContainsFunc(p.listeners, func(l net.Listener) bool { return !l.Addr().(*net.TCPAddr).IP.IsLoopback() })
}

// hosts are the names by which a browser may ask for the place. Those of this machine itself count with any port, so that
// one that is led on through SSH is answered: nobody else can give a page of theirs such a name.
func (p place) hosts() []string {
	hosts := []string{"localhost", "127.0.0.1", "[::1]"}
	if p.name != "" && p.name != "localhost" {
		hosts = append(hosts, p.authority(p.name))
	}
	if !p.public() {
		return hosts
	}
	if name, err := os.Hostname(); err == nil && name != "" {
		hosts = append(hosts, p.authority(name), p.authority(name+".local"))
	}
	for _, ip := range p.addresses() {
		hosts = append(hosts, p.authority(ip))
	}
	return hosts
}

// authority is host:port as a browser writes it.
func (p place) authority(host string) string {
	if p.port == 80 {
		return strings.TrimSuffix(net.JoinHostPort(host, ""), ":")
	}
	return net.JoinHostPort(host, strconv.Itoa(p.port))
}

// addresses are the IP addresses of the place, those of a local network first, as others may reach them.
func (p place) addresses() []string {
	at := p.listeners[0].Addr().(*net.TCPAddr).IP
	if !at.IsUnspecified() {
		return []string{at.String()}
	}
	all, err := net.InterfaceAddrs()
	if err != nil {
		return nil
	}
	var found []netip.Addr
	for _, a := range all {
		if prefix, err := netip.ParsePrefix(a.String()); err == nil && !prefix.Addr().IsLinkLocalUnicast() {
			found = append(found, prefix.Addr())
		}
	}
	rank := func(a netip.Addr) int {
		switch {
		case a.IsLoopback():
			return 3
		case a.Is4() && a.IsPrivate():
			return 0
		case a.Is4():
			return 1
		}
		return 2
	}
	slices.SortStableFunc(found, func(a, b netip.Addr) int { return rank(a) - rank(b) })
	var texts []string
	for _, a := range found {
		texts = append(texts, a.String())
	}
	return texts
}

// links are the addresses to open, the best first. Where other machines reach the place, they hold its key.
func (p place) links(token string) []string {
	if !p.public() {
		return []string{"http://" + p.authority(p.name) + "/"}
	}
	hosts := p.addresses()
	if at := p.listeners[0].Addr().(*net.TCPAddr).IP; !at.IsUnspecified() || len(hosts) == 0 {
		hosts = []string{p.name}
	}
	var links []string
	for _, host := range hosts {
		links = append(links, "http://"+p.authority(host)+"/?token="+url.QueryEscape(token))
	}
	return links
}

// tellAddress says where the preview is: to people, and to phones.
func (s *session) tellAddress(at place, token string) {
	if at.port != at.asked && at.asked != 0 {
		fmt.Fprintf(s.app.out, "port %d is taken\n", at.asked)
	}
	links := at.links(token)
	for _, link := range links {
		fmt.Fprintf(s.app.out, "serving at %s (stop with Ctrl-C)\n", link)
	}
	if !at.public() {
		return
	}
	fmt.Fprintln(s.app.out, "whoever opens one of these links sees what the public must not see; the connection is not encrypted")
	if terminal(s.app.out) {
		fmt.Fprint(s.app.out, qrCode(links[0], s.app.colour))
	}
}

// qrCode draws a link for a phone, two rows of the code to a line of text. In colour it is dark on light whatever the terminal's
// colours are; without, it is meant for a dark terminal.
func qrCode(link string, colour bool) string {
	code, err := qr.Encode(link, qr.L)
	if err != nil {
		return "" // too long for one
	}
	ink := [4]string{" ", "▄", "▀", "█"} // by the upper and the lower row
	const margin = 2
	var b strings.Builder
	for y := -margin; y < code.Size+margin; y += 2 {
		if colour {
			b.WriteString("\x1b[38;5;16;48;5;231m")
		}
		for x := -margin; x < code.Size+margin; x++ {
			which := 0
			if code.Black(x, y) {
				which += 2
			}
			if code.Black(x, y+1) {
				which++
			}
			if !colour {
				which = 3 - which
			}
			b.WriteString(ink[which])
		}
		if colour {
			b.WriteString("\x1b[0m")
		}
		b.WriteString("\n")
	}
	return b.String()
}
