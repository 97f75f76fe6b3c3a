"""The words and formats of a page follow the person: their language and their country."""


def follow_person(get_response):
    def follow(request):
        return get_response(request)

    return follow
