package generator

import (
	"time"

	"sitrep/generator/feed"
	"sitrep/generator/report"
)

// next is when the published site next changes by itself: the policy judges a report otherwise, or the next report of a series is
// late, which its page says from then on, or a report is news no more.
func (b *run) next() time.Time {
	next := b.due
	if b.site == nil {
		return next
	}
	if news := feed.NextNews(b.site, b.policy.Now, b.policy.Audience); !news.IsZero() && (next.IsZero() || news.Before(next)) {
		next = news.In(b.policy.Zone)
	}
	for _, t := range b.site.Trees {
		for _, series := range t.Series.Sorted {
			latest := t.Run(series).Reports()[0]
			if !latest.Next.Given || latest.Phase == report.Final || latest.Status == report.Retracted {
				continue
			}
			if late := b.site.DueBy(latest.Next); late.After(b.policy.Now) && (next.IsZero() || late.Before(next)) {
				next = late.In(b.policy.Zone)
			}
		}
	}
	return next
}
