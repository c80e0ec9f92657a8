package layout

import (
	"html/template"
	"slices"

	"sitrep/generator/site"
)

// territory is the claims that the reports of a region state, on pages of their own: claims/regions/….html.
type territory struct {
	region      *site.Term
	path        string // of the first page, without .html
	real, drill ledger
}

// regionsShown is how many regions the ledger of all claims leads to. Where there are more it leads to the widest, and these to those
// within them.
const regionsShown = 60

func (e *edition) newTerritory(region *site.Term) *territory {
	path := e.tree.Prefix + inClaims + "/" + inRegions + "/" + region.ID
	return &territory{region, path, ledger{folder: path + "/", region: region}, ledger{folder: path + "/" + site.Drill, region: region, drill: true}}
}

// within adds a claim to the regions that any of the reports that state it is about, and to those that these lie in.
func (a *account) within(e *edition, c *site.Course) {
	var added []*site.Term
	var about []string
	for _, s := range c.Steps {
		if slices.Equal(s.Entry.Regions, about) {
			continue
		}
		about = s.Entry.Regions
		for _, region := range e.widening(about) {
			if slices.Contains(added, region) {
				continue
			}
			added = append(added, region)
			if a.regions[region] == nil {
				a.regions[region] = e.newTerritory(region)
			}
			if t := a.regions[region]; isDrill(c.ID) {
				t.drill.add(c)
			} else {
				t.real.add(c)
			}
		}
	}
}

// widening are the regions that the edition has pages of, of some and of all that these lie in.
func (e *edition) widening(ids []string) []*site.Term {
	var terms []*site.Term
	for _, id := range ids {
		for _, id := range append([]string{id}, e.site.Regions.Ancestors(id)...) {
			if term := e.tree.Regions.Get(id); term != nil {
				terms = append(terms, term)
			}
		}
	}
	return terms
}

// claimRegions lead to the claims of regions.
func (e *edition) claimRegions(regions []*site.Term) []*Fragment {
	var links []*Fragment
	for _, region := range regions {
		if t := e.account().regions[region]; t != nil {
			links = append(links, e.link(region.Name, t.path))
		}
	}
	return links
}

// widestClaimRegions are those that the ledger of all claims leads to.
func (e *edition) widestClaimRegions() []*Fragment {
	if len(e.account().regions) > regionsShown {
		return e.claimRegions(e.top())
	}
	return e.claimRegions(e.tree.Regions.Sorted)
}

// claimRegionPages are those of the claims of a region.
func (e *edition) claimRegionPages(region *site.Term) []page {
	t := e.account().regions[region]
	if t == nil {
		return nil
	}
	from := "the claims of " + region.ID
	first := page{t.path + ".html", from, "claims.html", e, func(path string) any { return e.claimRegionPage(path, t) }}
	return slices.Concat([]page{first}, e.ledgerPages(&t.real, from), e.ledgerPages(&t.drill, from))
}

func (e *edition) claimRegionPage(path string, t *territory) any {
	v := &Ledger{Frame: e.frame(path, inClaims, e.titled(t.region.Name, e.get("nav.claims")), ""), Trail: e.claimRegionTrail(t.region.Parent)}
	up := v.Frame.Up
	v.Region, v.Regions = &Link{Name: t.region.Name, Href: href(up, t.region.List.Path+".html")}, e.claimRegions(t.region.Children)
	v.Parts = e.ledgerParts(up, &t.real, &t.drill)
	return v
}

// claimRegionTrail leads from the ledger of all claims down to that of a region.
func (e *edition) claimRegionTrail(region *site.Term) []*Fragment {
	if region == nil {
		return []*Fragment{e.sections[inClaims]}
	}
	return append(e.claimRegionTrail(region.Parent), e.claimRegions([]*site.Term{region})...)
}

// ledgerOf leads from a region to all its claims, and from any other term to those of the site.
func (e *edition) ledgerOf(up string, term *site.Term) template.URL {
	if t := e.account().regions[term]; t != nil {
		return href(up, t.path+".html")
	}
	return href(up, e.tree.Prefix+inClaims+".html")
}
